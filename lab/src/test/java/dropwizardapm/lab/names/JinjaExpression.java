package dropwizardapm.lab.names;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The expressions that the rule templates use: literals, variables, attributes, {@code ~}. Of a
 * condition the first branch counts. What only makes numbers or prose (arithmetic, filters, macros)
 * has a stand-in, because names do not depend on it; an unknown name is an error.
 */
final class JinjaExpression {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*('[^']*'|\"[^\"]*\"|\\d+(?:\\.\\d+)?|\\w+|==|[^\\s\\w])");
  private static final Object NUMBER = 1;
  private static final Set<String> OPERATORS =
      Set.of("+", "-", "*", "/", "%", "==", ">", "<", "and", "or", "in");

  private final List<String> tokens = new ArrayList<>();
  private final Map<String, Object> variables;
  private int at;

  private JinjaExpression(String text, Map<String, Object> variables) {
    this.variables = variables;
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) tokens.add(matcher.group(1));
  }

  /** A string, a number, a list or a map. */
  static Object evaluate(String text, Map<String, Object> variables) {
    try {
      return new JinjaExpression(text, variables).conditional();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "cannot evaluate [[ " + text + " ]]: " + e.getMessage(), e);
    }
  }

  private Object conditional() {
    Object value = concatenation();
    if (!take("if")) return value;
    concatenation();
    if (take("else")) conditional();
    return value;
  }

  private Object concatenation() {
    Object value = filtered();
    while (at < tokens.size()) {
      if (take("~")) value = value + String.valueOf(filtered());
      else if (OPERATORS.contains(peek())) {
        at++;
        filtered();
        value = NUMBER;
      } else break;
    }
    return value;
  }

  private Object filtered() {
    Object value = primary();
    while (take("|")) {
      String filter = tokens.get(at++);
      if (take("(")) arguments();
      value =
          switch (filter) {
            case "capitalize" -> capitalized(String.valueOf(value));
            case "format" -> NUMBER;
            default -> value;
          };
    }
    return value;
  }

  private Object primary() {
    String token = tokens.get(at++);
    if (token.startsWith("'") || token.startsWith("\""))
      return token.substring(1, token.length() - 1);
    if (Character.isDigit(token.charAt(0))) return token;
    if (token.equals("(")) {
      Object value = conditional();
      expect(")");
      return value;
    }
    if (token.equals("[")) return list();
    if (token.equals("{")) return map();
    return reference(token);
  }

  private Object reference(String name) {
    if (take("(")) {
      arguments();
      return "";
    }
    Object value = variables.get(name);
    if (value == null) throw new IllegalArgumentException("no variable " + name);
    while (take(".")) {
      String attribute = tokens.get(at++);
      if (take("(")) expect(")");
      else value = attribute(value, attribute);
    }
    return value;
  }

  private static Object attribute(Object value, String attribute) {
    Object found = value instanceof Map<?, ?> map ? map.get(attribute) : null;
    if (found == null)
      throw new IllegalArgumentException("no attribute " + attribute + " of " + value);
    return found;
  }

  private List<Object> list() {
    List<Object> values = new ArrayList<>();
    while (!take("]")) {
      values.add(conditional());
      take(",");
    }
    return values;
  }

  private Map<Object, Object> map() {
    Map<Object, Object> values = new LinkedHashMap<>();
    while (!take("}")) {
      Object key = filtered();
      expect(":");
      values.put(key, conditional());
      take(",");
    }
    return values;
  }

  private void arguments() {
    while (!take(")")) {
      conditional();
      take(",");
    }
  }

  private String peek() {
    return tokens.get(at);
  }

  private boolean take(String token) {
    if (at >= tokens.size() || !peek().equals(token)) return false;
    at++;
    return true;
  }

  private void expect(String token) {
    if (!take(token)) throw new IllegalArgumentException("expected " + token + " in " + tokens);
  }

  private static String capitalized(String word) {
    return word.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + word.substring(1);
  }
}
