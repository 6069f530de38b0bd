package com.example.shop;

import com.codahale.metrics.annotation.Timed;
import io.dropwizard.servlets.tasks.Task;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/**
 * Adds to the stock of every product: {@code curl -X POST 127.0.0.1:8081/tasks/restock?count=10}.
 */
public class RestockTask extends Task {
  private final ProductDao products;

  public RestockTask(ProductDao products) {
    super("restock");
    this.products = products;
  }

  @Override
  @Timed
  public void execute(Map<String, List<String>> parameters, PrintWriter output) {
    int count = Integer.parseInt(parameters.getOrDefault("count", List.of("10")).getFirst());
    output.printf("%d products have %d more%n", products.restock(count), count);
  }
}
