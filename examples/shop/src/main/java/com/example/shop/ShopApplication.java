package com.example.shop;

import dropwizardapm.bundle.ApmBundle;
import io.dropwizard.assets.AssetsBundle;
import io.dropwizard.auth.AuthDynamicFeature;
import io.dropwizard.auth.AuthValueFactoryProvider;
import io.dropwizard.auth.CachingAuthenticator;
import io.dropwizard.auth.basic.BasicCredentialAuthFilter;
import io.dropwizard.client.JerseyClientBuilder;
import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jdbi3.JdbiFactory;
import io.dropwizard.views.common.ViewBundle;
import jakarta.ws.rs.client.Client;
import java.util.concurrent.ExecutorService;

/** A shop: its products are in PostgreSQL, their prices come from another service. */
public class ShopApplication extends Application<ShopConfiguration> {
  public static void main(String[] arguments) throws Exception {
    new ShopApplication().run(arguments);
  }

  @Override
  public void initialize(Bootstrap<ShopConfiguration> bootstrap) {
    bootstrap.addBundle(new ApmBundle<>());
    bootstrap.addBundle(new AssetsBundle("/assets", "/", "index.html"));
    bootstrap.addBundle(new ViewBundle<>());
    bootstrap.setConfigurationSourceProvider(
        new SubstitutingSourceProvider(
            bootstrap.getConfigurationSourceProvider(), new EnvironmentVariableSubstitutor()));
  }

  @Override
  public void run(ShopConfiguration configuration, Environment environment) {
    ProductDao products =
        new JdbiFactory()
            .build(environment, configuration.getDatabase(), "database")
            .onDemand(ProductDao.class);
    products.createTable();

    Client client =
        new JerseyClientBuilder(environment)
            .using(configuration.getPricingClient())
            .build("pricing");
    ExecutorService threads =
        environment.lifecycle().executorService("prices-%d").minThreads(4).maxThreads(4).build();

    environment.jersey().register(new ProductResource(products));
    environment
        .jersey()
        .register(new PriceResource(client.target(configuration.getPricing()), threads));
    environment.admin().addTask(new RestockTask(products));
    authenticate(configuration, environment);
  }

  private static void authenticate(ShopConfiguration configuration, Environment environment) {
    environment
        .jersey()
        .register(
            new AuthDynamicFeature(
                new BasicCredentialAuthFilter.Builder<Keeper>()
                    .setAuthenticator(
                        new CachingAuthenticator<>(
                            environment.metrics(),
                            new KeeperAuthenticator(configuration.getKeeperPassword()),
                            configuration.getAuthenticationCachePolicy()))
                    .setRealm("shop")
                    .buildAuthFilter()));
    environment.jersey().register(new AuthValueFactoryProvider.Binder<>(Keeper.class));
  }
}
