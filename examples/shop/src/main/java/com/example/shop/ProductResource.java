package com.example.shop;

import com.codahale.metrics.annotation.ExceptionMetered;
import com.codahale.metrics.annotation.Timed;
import io.dropwizard.auth.Auth;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What there is, for everyone; what comes in, for the keeper. */
@Path("/products")
@Produces(MediaType.APPLICATION_JSON)
public class ProductResource {
  private final ProductDao products;

  public ProductResource(ProductDao products) {
    this.products = products;
  }

  @GET
  @Timed
  @ExceptionMetered
  public List<Product> list() {
    return products.list();
  }

  @POST
  @Timed
  @ExceptionMetered
  public Response add(@Auth Keeper keeper, @Valid @NotNull NewProduct product) {
    int id = products.add(product.name());
    return Response.created(URI.create("products/" + id)).build();
  }

  @GET
  @Path("/{id}")
  @Timed
  public Optional<Product> get(@PathParam("id") int id) {
    return products.find(id);
  }

  @GET
  @Path("/{id}/page")
  @Produces(MediaType.TEXT_HTML)
  @Timed
  public Optional<ProductView> page(@PathParam("id") int id) {
    return products.find(id).map(ProductView::new);
  }
}
