package dropwizardapm.lab.names;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renders the rule templates as far as names of metrics depend on it, on machines without Ansible:
 * {@code set}, {@code for} and {@code [[ … ]]}; macros become nothing and every branch of an {@code
 * if} is kept. Anything else is an error.
 */
final class Jinja {
  private static final Pattern PART =
      Pattern.compile("\\{%-?(.*?)-?%}|\\{#.*?#}|\\[\\[(.*?)]]", Pattern.DOTALL);
  private static final Pattern SET = Pattern.compile("set (\\w+) = (.+)", Pattern.DOTALL);
  private static final Pattern FOR =
      Pattern.compile("for (\\w+)(?:, (\\w+))? in (.+)", Pattern.DOTALL);

  private final String template;
  private final Matcher parts;
  private int done;

  private Jinja(String template) {
    this.template = template;
    this.parts = PART.matcher(template);
  }

  static String render(String template, Map<String, Object> variables) {
    StringBuilder out = new StringBuilder();
    new Jinja(template).block(new HashMap<>(variables), out);
    return out.toString();
  }

  /** Up to the end of the block, whose closing statement is returned. */
  private String block(Map<String, Object> variables, StringBuilder out) {
    while (parts.find()) {
      out.append(template, done, parts.start());
      done = parts.end();
      if (parts.group(2) != null)
        out.append(JinjaExpression.evaluate(parts.group(2).strip(), variables));
      if (parts.group(1) == null) continue;
      String statement = parts.group(1).strip();
      if (statement.startsWith("end")) return statement;
      statement(statement, variables, out);
    }
    out.append(template.substring(done));
    return "";
  }

  private void statement(String statement, Map<String, Object> variables, StringBuilder out) {
    Matcher set = SET.matcher(statement);
    Matcher loop = FOR.matcher(statement);
    if (set.matches())
      variables.put(set.group(1), JinjaExpression.evaluate(set.group(2), variables));
    else if (loop.matches()) loop(loop, variables, out);
    else if (statement.startsWith("macro ")) skipMacro();
    else if (statement.startsWith("if ")) block(variables, out);
    else if (!statement.equals("else") && !statement.startsWith("elif "))
      throw new IllegalArgumentException("cannot render {% " + statement + " %}");
  }

  private void loop(Matcher loop, Map<String, Object> variables, StringBuilder out) {
    Object values = JinjaExpression.evaluate(loop.group(3), variables);
    Iterator<?> each =
        values instanceof Map<?, ?> map ? map.entrySet().iterator() : ((List<?>) values).iterator();
    int begin = done;
    while (each.hasNext()) {
      Object value = each.next();
      if (value instanceof Map.Entry<?, ?> entry && loop.group(2) != null) {
        variables.put(loop.group(1), entry.getKey());
        variables.put(loop.group(2), entry.getValue());
      } else variables.put(loop.group(1), value);
      done = begin;
      parts.region(begin, template.length());
      block(variables, out);
    }
  }

  private void skipMacro() {
    while (parts.find()) {
      done = parts.end();
      if ("endmacro".equals(parts.group(1) == null ? "" : parts.group(1).strip())) return;
    }
    throw new IllegalArgumentException("a macro without end");
  }
}
