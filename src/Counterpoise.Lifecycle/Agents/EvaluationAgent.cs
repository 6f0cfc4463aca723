using Counterpoise.Lifecycle.Solving;
using Counterpoise.Metrics;
using Counterpoise.Workflows;

namespace Counterpoise.Lifecycle.Agents;

/// <summary>Measures a model on the test rows, with intervals, beside the majority class.</summary>
public sealed class EvaluationAgent : IAgent
{
    /// <inheritdoc/>
    public string Name => "evaluation";

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public string Description => "Measures the model on the test rows, with intervals, beside the majority class.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Takes => [StepKinds.Model, StepKinds.Split];

    /// <inheritdoc/>
    public string Gives => StepKinds.Evaluation;

    /// <inheritdoc/>
    public IReadOnlyList<AgentParameter> Parameters { get; } =
        [new() { Name = "draws", Description = "Bootstrap draws for the intervals.", Default = "500", Low = 0, High = 10_000,
            IsWhole = true }];

    /// <inheritdoc/>
    public AgentOutput Run(AgentContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var model = ModelContent.Read(context.Content(StepKinds.Model));
        var (training, test) = TableContent.ReadSplit(context.Content(StepKinds.Split));
        var labels = test.RequireLabels().Codes.ToArray();
        var probabilities = model.PredictProbabilities(test);
        var set = new PredictionSet(labels, model.Decide(probabilities), model.Card.ClassNames, probabilities);
        var evaluation = Evaluation.Of(set, new EvaluationOptions { PositiveClass = model.Card.PositiveClass,
            BootstrapReplicates = context.Whole("draws"), Seed = context.Seed }, cancellationToken);
        var majority = training.RequireLabels().ClassCounts() is var counts ? Array.IndexOf(counts, counts.Max()) : 0;
        var floor = ConfusionMatrix.Of(labels, [.. labels.Select(_ => majority)], model.Card.ClassNames);
        var confusion = ConfusionMatrix.Of(labels, set.Predicted, model.Card.ClassNames);
        var metrics = evaluation.Metrics.Where(m => m.Value is not null).ToDictionary(m => m.Name, m => m.Value!.Value);
        metrics["majority_balanced_accuracy"] = BalancedAccuracy.Of(floor);
        for (var c = 0; c < model.Card.ClassNames.Count; c++)
            metrics[$"recall_{c}"] = confusion.Recall(c);
        return new AgentOutput
        {
            Content = ResultJson.Bytes(new
            {
                classes = model.Card.ClassNames,
                confusion = confusion.Counts,
                metrics = evaluation.Metrics.Select(m => new { m.Name, m.Value, m.Interval }),
                notes = evaluation.Notes,
            }),
            Metrics = metrics.Where(m => double.IsFinite(m.Value)).ToDictionary(),
            Notes = evaluation.Notes,
        };
    }
}
