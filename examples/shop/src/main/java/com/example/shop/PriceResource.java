package com.example.shop;

import com.codahale.metrics.annotation.ExceptionMetered;
import com.codahale.metrics.annotation.Timed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.Executor;

/** What a product costs. Another service knows; no thread of the server waits for it. */
@Path("/products/{id}/price")
@Produces(MediaType.APPLICATION_JSON)
public class PriceResource {
  /** What the other service answers; the sample of this repository can stand in for it. */
  public record Price(long result) {}

  private final WebTarget pricing;
  private final Executor threads;

  public PriceResource(WebTarget pricing, Executor threads) {
    this.pricing = pricing;
    this.threads = threads;
  }

  @GET
  @Timed
  @ExceptionMetered
  public void price(@PathParam("id") int id, @Suspended AsyncResponse response) {
    threads.execute(() -> resume(response, id));
  }

  private void resume(AsyncResponse response, int id) {
    try {
      response.resume(pricing.path("{id}").resolveTemplate("id", id).request().get(Price.class));
    } catch (RuntimeException e) {
      response.resume(e);
    }
  }
}
