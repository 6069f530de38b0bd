package dropwizardapm.service.jersey;

import dropwizardapm.service.http.MatchedRoute;
import java.util.List;
import org.glassfish.jersey.server.monitoring.ApplicationEvent;
import org.glassfish.jersey.server.monitoring.ApplicationEventListener;
import org.glassfish.jersey.server.monitoring.RequestEvent;
import org.glassfish.jersey.server.monitoring.RequestEventListener;
import org.glassfish.jersey.uri.UriTemplate;

/** Tells the handler in front which template a resource was matched by. */
public final class RouteReporter implements ApplicationEventListener, RequestEventListener {
  @Override
  public void onEvent(ApplicationEvent event) {}

  @Override
  public RequestEventListener onRequest(RequestEvent event) {
    return this;
  }

  @Override
  public void onEvent(RequestEvent event) {
    if (event.getType() != RequestEvent.Type.REQUEST_MATCHED) return;
    if (event.getContainerRequest().getProperty(MatchedRoute.ATTRIBUTE)
        instanceof MatchedRoute matched) {
      matched.set(template(event.getUriInfo().getMatchedTemplates()));
    }
  }

  /** Jersey lists the innermost template first. */
  private static String template(List<UriTemplate> innermostFirst) {
    StringBuilder path = new StringBuilder();
    for (UriTemplate template : innermostFirst.reversed()) {
      path.append(template.getTemplate());
    }
    return path.toString().replace("//", "/");
  }
}
