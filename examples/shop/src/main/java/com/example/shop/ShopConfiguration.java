package com.example.shop;

import com.github.benmanes.caffeine.cache.CaffeineSpec;
import io.dropwizard.client.JerseyClientConfiguration;
import io.dropwizard.core.Configuration;
import io.dropwizard.db.DataSourceFactory;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.net.URI;

/** What shop.yml says. */
public class ShopConfiguration extends Configuration {
  @Valid @NotNull private DataSourceFactory database = new DataSourceFactory();
  @NotEmpty private String keeperPassword = "";
  @NotNull private CaffeineSpec authenticationCachePolicy = CaffeineSpec.parse("maximumSize=100");
  @NotNull private URI pricing;
  @Valid @NotNull private JerseyClientConfiguration pricingClient = new JerseyClientConfiguration();

  public DataSourceFactory getDatabase() {
    return database;
  }

  public void setDatabase(DataSourceFactory database) {
    this.database = database;
  }

  public String getKeeperPassword() {
    return keeperPassword;
  }

  public void setKeeperPassword(String keeperPassword) {
    this.keeperPassword = keeperPassword;
  }

  public CaffeineSpec getAuthenticationCachePolicy() {
    return authenticationCachePolicy;
  }

  public void setAuthenticationCachePolicy(CaffeineSpec authenticationCachePolicy) {
    this.authenticationCachePolicy = authenticationCachePolicy;
  }

  public URI getPricing() {
    return pricing;
  }

  public void setPricing(URI pricing) {
    this.pricing = pricing;
  }

  public JerseyClientConfiguration getPricingClient() {
    return pricingClient;
  }

  public void setPricingClient(JerseyClientConfiguration pricingClient) {
    this.pricingClient = pricingClient;
  }
}
