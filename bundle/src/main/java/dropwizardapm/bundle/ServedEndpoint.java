package dropwizardapm.bundle;

import dropwizardapm.bundle.accounting.RequestAccounting;
import dropwizardapm.bundle.front.FrontEndpoint;
import dropwizardapm.bundle.front.FrontExchange;
import dropwizardapm.bundle.front.FrontHandler;
import dropwizardapm.bundle.front.ReservedPath;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** An application's endpoint, as the handler in front wants it, which knows nothing of the API. */
final class ServedEndpoint implements FrontEndpoint {
  private final Endpoint endpoint;

  private ServedEndpoint(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  static void add(Endpoint endpoint, FrontHandler front) {
    front.add(
        new ServedEndpoint(endpoint),
        new ReservedPath(
            endpoint.template(),
            false,
            endpoint.getClass().getName() + " (ApmBundle.serve)",
            "Give one of them another path."));
  }

  @Override
  public String template() {
    return endpoint.template();
  }

  @Override
  public int[] statuses() {
    return endpoint.statuses();
  }

  @Override
  public FrontExchange begin(
      Request request, Response response, Callback callback, RequestAccounting accounting) {
    return new Served(request, response, callback, accounting);
  }

  @Override
  public void answer(FrontExchange exchange, String argument) {
    endpoint.answer((Served) exchange, argument);
  }

  /** The one object of a request: a wrapper would be a second one for each. */
  private static final class Served extends FrontExchange implements Exchange {
    Served(Request request, Response response, Callback callback, RequestAccounting accounting) {
      super(request, response, callback, accounting);
    }

    @Override
    public Served header(HttpHeader header, String value) {
      super.header(header, value);
      return this;
    }
  }
}
