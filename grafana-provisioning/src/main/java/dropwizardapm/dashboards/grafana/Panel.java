package dropwizardapm.dashboards.grafana;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One panel or row.
 *
 * @param collapsed rows only
 * @param panels of a collapsed row: what it hides, and does not query, until a reader opens it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Panel(
    int id,
    String type,
    String title,
    @Nullable String description,
    GridPos gridPos,
    @Nullable DataSourceRef datasource,
    @Nullable List<Target> targets,
    @Nullable FieldConfig fieldConfig,
    @Nullable Map<String, Object> options,
    @Nullable List<Transformation> transformations,
    @Nullable Boolean collapsed,
    @Nullable List<Panel> panels) {}
