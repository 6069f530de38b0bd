package com.example.plain;

import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Environment;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** An ordinary application that nobody has prepared for being watched. */
public class PlainApplication extends Application<Configuration> {
  public static void main(String[] arguments) throws Exception {
    new PlainApplication().run(arguments);
  }

  @Override
  public void run(Configuration configuration, Environment environment) {
    environment.jersey().register(new Greetings());
  }

  /** Greets the world. */
  @Path("/hello")
  @Produces("text/plain")
  public static class Greetings {
    @GET
    public String greet() {
      return "Hello\n";
    }
  }
}
