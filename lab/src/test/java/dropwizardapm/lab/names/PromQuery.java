package dropwizardapm.lab.names;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a PromQL expression names.
 *
 * @param selectors metrics with their matchers
 * @param groupings labels of by(), without(), on() and their like
 * @param comparisons of something with a number
 */
public record PromQuery(
    List<Selector> selectors, List<Grouping> groupings, List<Comparison> comparisons) {

  /** A metric; its name is empty where only matchers are given. */
  record Selector(String metric, List<Matching> matchers, int position) {}

  record Matching(String label, String operator, String value) {}

  /** Labels, and from where to where the expression lies that they are of. */
  record Grouping(List<String> labels, int from, int to) {}

  /** {@code left} is the text from the begin of the operand. */
  record Comparison(String left, double number) {}

  private static final Set<String> GROUPING =
      Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
  private static final Set<String> WORDS =
      Set.of(
          "and",
          "or",
          "unless",
          "offset",
          "bool",
          "inf",
          "nan",
          "start",
          "end",
          "sum",
          "min",
          "max",
          "avg",
          "count",
          "group",
          "stddev",
          "stdvar",
          "topk",
          "bottomk",
          "quantile",
          "count_values");
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<string>\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*')|(?<range>\\[[^\\]]*])"
              + "|(?<number>\\d[\\w.]*)|(?<name>[a-zA-Z_:][\\w:]*)|(?<braces>\\{)"
              + "|(?<comparison>(?:>=|<=|==|!=|>|<)\\s*(?:bool\\s+)?(?<limit>-?\\d+(?:\\.\\d+)?(?:e-?\\d+)?)(?![\\w.]))");
  private static final Pattern MATCHER =
      Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*')");
  private static final Pattern JOINT = Pattern.compile("\\b(?:and|or|unless)\\b");

  /** The names of the metrics that an expression asks for. */
  public static Set<String> metrics(String expr) {
    return parse(expr).selectors().stream().map(Selector::metric).collect(Collectors.toSet());
  }

  static PromQuery parse(String expr) {
    PromQuery query = new PromQuery(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    Matcher token = TOKEN.matcher(expr);
    int at = 0;
    while (token.find(at)) {
      at = token.end();
      if (token.group("name") != null) at = query.name(expr, token.group("name"), token.start());
      else if (token.group("braces") != null) at = query.selector(expr, "", token.start());
      else if (token.group("comparison") != null)
        query.comparisons.add(
            new Comparison(
                operandBefore(expr, token.start()), Double.parseDouble(token.group("limit"))));
    }
    return query;
  }

  /** The position behind what the name brings. */
  private int name(String expr, String name, int start) {
    int end = start + name.length();
    int next = skipSpace(expr, end);
    boolean parenthesis = next < expr.length() && expr.charAt(next) == '(';
    if (GROUPING.contains(name) && parenthesis) return grouping(expr, name, start, next);
    if (parenthesis || WORDS.contains(name.toLowerCase(java.util.Locale.ROOT))) return end;
    return selector(expr, name, end);
  }

  private int selector(String expr, String name, int from) {
    int open = skipSpace(expr, from);
    List<Matching> matchers = new ArrayList<>();
    int end = from;
    if (open < expr.length() && expr.charAt(open) == '{') {
      Matcher matcher = MATCHER.matcher(expr);
      end = closing(expr, open, '{', '}');
      matcher.region(open, end);
      while (matcher.find()) {
        String quoted = matcher.group(3);
        matchers.add(
            new Matching(
                matcher.group(1), matcher.group(2), quoted.substring(1, quoted.length() - 1)));
      }
      end++;
    }
    selectors.add(new Selector(name, List.copyOf(matchers), from));
    return end;
  }

  private int grouping(String expr, String name, int start, int open) {
    int close = closing(expr, open, '(', ')');
    List<String> labels =
        Pattern.compile("[\\s,]+")
            .splitAsStream(expr.substring(open + 1, close))
            .filter(label -> !label.isEmpty())
            .toList();
    int next = skipSpace(expr, close + 1);
    boolean aggregates = name.equals("by") || name.equals("without");
    if (!aggregates) groupings.add(new Grouping(labels, 0, expr.length()));
    else if (next < expr.length() && expr.charAt(next) == '(')
      groupings.add(new Grouping(labels, next, closing(expr, next, '(', ')')));
    else groupings.add(new Grouping(labels, opening(expr, start), start));
    return close + 1;
  }

  private static String operandBefore(String expr, int operator) {
    String before = expr.substring(opening(expr, operator), operator);
    Matcher joint = JOINT.matcher(before);
    int from = 0;
    while (joint.find()) from = joint.end();
    return before.substring(from);
  }

  /** Of the innermost open parenthesis before the position, or of the last closed one there. */
  private static int opening(String expr, int position) {
    int depth = 0;
    for (int i = position - 1; i >= 0; i--) {
      if (expr.charAt(i) == ')') depth++;
      if (expr.charAt(i) == '(' && --depth < 0) return i + 1;
    }
    return 0;
  }

  private static int closing(String expr, int open, char opens, char closes) {
    int depth = 0;
    char quote = 0;
    for (int i = open; i < expr.length(); i++) {
      char c = expr.charAt(i);
      if (quote != 0) {
        if (c == '\\') i++;
        else if (c == quote) quote = 0;
      } else if (c == '"' || c == '\'') quote = c;
      else if (c == opens) depth++;
      else if (c == closes && --depth == 0) return i;
    }
    throw new IllegalArgumentException("no " + closes + " for position " + open + " of " + expr);
  }

  private static int skipSpace(String expr, int from) {
    int at = from;
    while (at < expr.length() && Character.isWhitespace(expr.charAt(at))) at++;
    return at;
  }
}
