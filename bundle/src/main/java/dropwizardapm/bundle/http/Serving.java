package dropwizardapm.bundle.http;

import dropwizardapm.bundle.metrics.Route;

/** What all requests of one route have in common. */
public final class Serving {
  final Route route;
  final InFlight inFlight;
  final Tracing tracing;
  final ClientWatch clients;

  Serving(Route route, InFlight inFlight, Tracing tracing, ClientWatch clients) {
    this.route = route;
    this.inFlight = inFlight;
    this.tracing = tracing;
    this.clients = clients;
  }
}
