using Counterpoise.Lifecycle.Solving;
using Counterpoise.TableModels;
using Counterpoise.Tables;
using Counterpoise.Workflows;

namespace Counterpoise.Lifecycle.Agents;

/// <summary>
/// Describes what a model takes and gives, and tries it on rows that are likely to break it: all missing, and unknown categories.
/// </summary>
public sealed class DeploymentAgent : IAgent
{
    /// <inheritdoc/>
    public string Name => "deployment";

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public string Description => "Describes what the model takes and gives, and tries it on rows that are likely to break it.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Takes => [StepKinds.Model, StepKinds.Evaluation];

    /// <inheritdoc/>
    public string Gives => StepKinds.Deployment;

    /// <inheritdoc/>
    public IReadOnlyList<AgentParameter> Parameters => [];

    /// <inheritdoc/>
    public AgentOutput Run(AgentContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var model = ModelContent.Read(context.Content(StepKinds.Model));
        var tried = Smoke(model);
        return new AgentOutput
        {
            Content = ResultJson.Bytes(new
            {
                model = context.Artifact(StepKinds.Model).Id,
                evaluation = context.Artifact(StepKinds.Evaluation).Id,
                schema = new
                {
                    columns = model.Card.Columns.Where(c => !c.IsDropped)
                        .Select(c => new { c.Name, kind = c.Kind == ColumnKind.Numeric ? "numeric" : "categorical" }),
                    classes = model.Card.ClassNames,
                    positive = model.Card.ClassNames[model.Card.PositiveClass],
                },
                smoke = tried.Select(t => new { t.Row, t.Probabilities }),
            }),
            Metrics = new Dictionary<string, double> { ["smoke_rows"] = tried.Count },
        };
    }

    private static List<(string Row, double[] Probabilities)> Smoke(TableModel model)
    {
        Table Rows(Func<string, ColumnKind, Column> make) =>
            new([.. model.Card.Columns.Where(c => !c.IsDropped).Select(c => make(c.Name, c.Kind))], [0]);
        (string Name, Table Row)[] rows =
        [
            ("all values missing", Rows((name, kind) => kind == ColumnKind.Numeric ? new NumericColumn(name, [double.NaN])
                : new CategoricalColumn(name, [], [-1]))),
            ("numbers of zero, unknown categories", Rows((name, kind) => kind == ColumnKind.Numeric ? new NumericColumn(name, [0])
                : new CategoricalColumn(name, ["a category that was never seen"], [0]))),
        ];
        var tried = new List<(string, double[])>();
        foreach (var (name, row) in rows)
        {
            var probabilities = model.PredictProbabilities(row);
            if (probabilities.Any(p => p is not (>= 0 and <= 1)) || Math.Abs(probabilities.Sum() - 1) > 1e-6)
                throw new AgentStopException(
                    $"the smoke test failed on a row with {name}: probabilities {string.Join(", ", probabilities)}");
            tried.Add((name, probabilities));
        }

        return tried;
    }
}
