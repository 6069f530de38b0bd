package com.example.hello;

import com.codahale.metrics.annotation.Timed;
import dropwizardapm.bundle.ApmBundle;
import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;

/** An ordinary application; the bundle is all that makes it observable. */
public class HelloApplication extends Application<Configuration> {
  public static void main(String[] arguments) throws Exception {
    new HelloApplication().run(arguments);
  }

  @Override
  public void initialize(Bootstrap<Configuration> bootstrap) {
    bootstrap.addBundle(new ApmBundle<>());
  }

  @Override
  public void run(Configuration configuration, Environment environment) {
    environment.jersey().register(new Greetings());
  }

  /** Greets whoever is named. */
  @Path("/hello/{name}")
  @Produces("text/plain")
  public static class Greetings {
    @GET
    @Timed
    public String greet(@PathParam("name") String name) {
      return "Hello " + name + "\n";
    }
  }
}
