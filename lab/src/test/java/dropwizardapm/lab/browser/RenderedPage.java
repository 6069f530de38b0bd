package dropwizardapm.lab.browser;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * A dashboard in Grafana's markup. The marks are those of its package e2e-selectors for 9.4 to 12,
 * which stand in {@code data-testid} or, before 10.2, in {@code aria-label}.
 */
public final class RenderedPage {
  private static final String PANEL = "data-testid Panel header ";
  private static final String MESSAGE = "data-testid Panel data error message";
  private static final String LOADING = "Panel loading bar";
  private static final String NO_DATA = "No data";

  private static final Set<String> ERRORS =
      Set.of(
          "data-testid Panel status error",
          "Panel status",
          "Panel header error",
          "data-testid Alert error");

  private final List<Element> elements;

  private RenderedPage(List<Element> elements) {
    this.elements = elements;
  }

  /**
   * @param xml the document, or its body, as well-formed XML
   * @throws IllegalArgumentException for anything else
   */
  static RenderedPage parse(String xml) {
    try {
      NodeList all =
          DocumentBuilderFactory.newDefaultInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(xml)))
              .getElementsByTagName("*");
      return new RenderedPage(
          IntStream.range(0, all.getLength()).mapToObj(i -> (Element) all.item(i)).toList());
    } catch (SAXException e) {
      throw new IllegalArgumentException("not XML: " + xml, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether all these panels are there, and none of the page still says that it is loading. */
  public boolean hasLoaded(Collection<String> panels) {
    return panels().containsAll(panels)
        && elements.stream().noneMatch(element -> marks(element).anyMatch(LOADING::equals));
  }

  /**
   * What a reader would take for broken, each as "panel: what is wrong".
   *
   * @param panels the titles that have to be there
   * @param noValues what the dashboard itself says where there is rightly nothing
   */
  public List<String> faults(Collection<String> panels, Collection<String> noValues) {
    List<String> faults = new ArrayList<>();
    Set<String> present = panels();
    for (String panel : panels) {
      if (!present.contains(panel)) faults.add(panel + ": is not on the page");
    }
    for (Element element : elements) {
      String fault = fault(element, noValues);
      if (fault != null) faults.add(panelOf(element) + ": " + fault);
    }
    return List.copyOf(faults);
  }

  private static @Nullable String fault(Element element, Collection<String> noValues) {
    String text = element.getTextContent().strip();
    if (marks(element).anyMatch(ERRORS::contains)) return "error " + text;
    if (marks(element).anyMatch(MESSAGE::equals)) return noValues.contains(text) ? null : text;
    boolean leaf = element.getElementsByTagName("*").getLength() == 0;
    return leaf && text.equalsIgnoreCase(NO_DATA) ? text : null;
  }

  private Set<String> panels() {
    return elements.stream()
        .map(element -> element.getAttribute("data-testid"))
        .filter(mark -> mark.startsWith(PANEL))
        .map(mark -> mark.substring(PANEL.length()))
        .collect(Collectors.toSet());
  }

  private static Stream<String> marks(Element element) {
    return Stream.of(element.getAttribute("data-testid"), element.getAttribute("aria-label"));
  }

  private static String panelOf(Element element) {
    for (Node node = element; node instanceof Element parent; node = node.getParentNode()) {
      String mark = parent.getAttribute("data-testid");
      if (mark.startsWith(PANEL)) return mark.substring(PANEL.length());
    }
    return "page";
  }
}
