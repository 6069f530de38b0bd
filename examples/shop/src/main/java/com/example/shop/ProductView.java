package com.example.shop;

import io.dropwizard.views.common.View;

/** A product as a page. */
public class ProductView extends View {
  private final Product product;

  public ProductView(Product product) {
    super("product.ftlh");
    this.product = product;
  }

  public Product getProduct() {
    return product;
  }
}
