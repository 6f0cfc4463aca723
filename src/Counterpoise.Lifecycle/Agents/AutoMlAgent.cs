using Counterpoise.Lifecycle.Solving;

namespace Counterpoise.Lifecycle.Agents;

/// <summary>
/// Searches a pipeline on the training rows and fits it; what searching so is worth is estimated on outer folds of them. A search whose
/// gain is not shown gives way to the baseline. See <see cref="TableSolver"/>.
/// </summary>
public sealed class AutoMlAgent : IAgent
{
    /// <inheritdoc/>
    public string Name => "automl";

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public string Description =>
        "Searches a pipeline on the training rows and fits it; a gain that is not shown gives way to the baseline.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Takes => [StepKinds.Split];

    /// <inheritdoc/>
    public string Gives => StepKinds.Model;

    /// <inheritdoc/>
    public IReadOnlyList<AgentParameter> Parameters { get; } =
    [
        new() { Name = "trials", Description = "Pipelines that each search tries.", Default = "12", Low = 2, High = 200, IsWhole = true },
        new() { Name = "outer-folds", Description = "Folds on which the search as a whole is judged.", Default = "3", Low = 2, High = 10,
            IsWhole = true },
        new() { Name = "metric", Description = "What pipelines are chosen by.", Default = "geometric_mean",
            Words = [.. SolveMetrics.Names] },
    ];

    /// <inheritdoc/>
    public AgentOutput Run(AgentContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (training, _) = TableContent.ReadSplit(context.Content(StepKinds.Split));
        var metric = context.Parameters["metric"];
        var result = TableSolver.Run(training, new SolveOptions { Metric = metric, Budget = null, Trials = context.Whole("trials"),
            OuterFolds = context.Whole("outer-folds"), Seed = context.Seed }, null, cancellationToken);
        using var model = ModelContent.Train(result.Chosen, training, metric, context.Seed, cancellationToken);
        return new AgentOutput
        {
            Content = ModelContent.Write(model),
            Metrics = new Dictionary<string, double> { [$"nested_{metric}"] = result.Value, [$"baseline_{metric}"] = result.Baseline,
                ["gain_lower"] = result.Gain.Lower, ["gain_upper"] = result.Gain.Upper, ["trials"] = result.Leaderboard.Count },
            Notes = [result.Sentence, $"chosen: {result.Chosen.Name}"],
        };
    }
}
