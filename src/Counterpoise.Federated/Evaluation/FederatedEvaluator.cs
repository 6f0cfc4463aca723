using Counterpoise.Federated.Rounds;
using Counterpoise.Learning.Losses;
using Counterpoise.Learning.Models;

namespace Counterpoise.Federated.Evaluation;

/// <summary>Judges the global network of a federation on rows that no client trains on.</summary>
public sealed class FederatedEvaluator
{
    private readonly Tensor _inputs;
    private readonly IReadOnlyList<int> _labels;
    private readonly IReadOnlyList<string> _classNames;
    private readonly IReadOnlyList<IReadOnlyList<int>> _clientCounts;
    private readonly ClassThirds _thirds;

    /// <summary>Creates an evaluator.</summary>
    /// <param name="inputs">[n, …]; they stay the caller's.</param>
    /// <param name="labels">The class of each row.</param>
    /// <param name="classNames">C names.</param>
    /// <param name="clientCounts">Training rows of each class at each client.</param>
    /// <exception cref="ArgumentException">The numbers differ, or there are no rows or no clients.</exception>
    public FederatedEvaluator(Tensor inputs, IReadOnlyList<int> labels, IReadOnlyList<string> classNames,
        IReadOnlyList<IReadOnlyList<int>> clientCounts)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(classNames);
        ArgumentNullException.ThrowIfNull(clientCounts);
        if (labels.Count == 0 || inputs.dim() == 0 || inputs.shape[0] != labels.Count || clientCounts.Count == 0
            || clientCounts.Any(counts => counts.Count != classNames.Count))
        {
            throw new ArgumentException(
                $"inputs of shape [{string.Join(", ", inputs.shape)}], {labels.Count} labels, {classNames.Count} classes and counts of "
                + $"{clientCounts.Count} clients: expected as many rows as labels, at least one of each, and a count of every class from "
                + $"every client", nameof(inputs));
        }

        (_inputs, _labels, _classNames, _clientCounts) = (inputs, labels, classNames, clientCounts);
        _thirds = ClassThirds.From([.. Enumerable.Range(0, classNames.Count).Select(c => clientCounts.Sum(counts => counts[c]))]);
    }

    /// <summary>
    /// Metrics by name: those of <see cref="Metrics.Evaluation"/>, <c>head_accuracy</c>, <c>middle_accuracy</c> and <c>tail_accuracy</c>
    /// (mean recall of the classes of a third by training rows), <c>worst_client_accuracy</c> and <c>mean_client_accuracy</c> (accuracy
    /// expected on rows with a client's own proportions of classes). A metric that these rows cannot give is left out.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="method">Its method.</param>
    /// <param name="adjustStrength">τ of the logit adjustment by the clients' summed class counts after training; 0 for none.</param>
    /// <param name="sharedCounts">Rows of each class over the clients that told theirs, [C]; needed where τ is not 0.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <exception cref="ArgumentException">τ is not 0 and no client has told its counts.</exception>
    public IReadOnlyDictionary<string, double> Evaluate(
        EmbeddingClassifier network, IFederatedMethod method, double adjustStrength = 0, IReadOnlyList<int>? sharedCounts = null,
            CancellationToken cancellationToken = default)
    {
        var probabilities = GlobalEvaluation.Predict(network, method, _inputs, adjustment: Adjustment(adjustStrength, sharedCounts),
            cancellationToken: cancellationToken);
        return Evaluate(probabilities, cancellationToken);
    }

    /// <summary>The same metrics of any model's probabilities on the evaluator's rows.</summary>
    /// <param name="probabilities">[n · C], row by row.</param>
    /// <param name="cancellationToken">Stops the evaluation.</param>
    /// <exception cref="ArgumentException">There are not n · C of them, or they are no probabilities.</exception>
    public IReadOnlyDictionary<string, double> Evaluate(double[] probabilities, CancellationToken cancellationToken = default)
    {
        var evaluation = Metrics.Evaluation.Of(_labels, probabilities, _classNames, cancellationToken: cancellationToken);
        var metrics = evaluation.Metrics.Where(metric => metric.Value is not null)
            .ToDictionary(metric => metric.Name, metric => metric.Value!.Value);
        double?[] recalls = [.. evaluation.Classes.Select(c => c.Recall)];
        Add(metrics, "head_accuracy", Mean(_thirds.Head, recalls));
        Add(metrics, "middle_accuracy", Mean(_thirds.Middle, recalls));
        Add(metrics, "tail_accuracy", Mean(_thirds.Tail, recalls));
        double[] clients = [.. _clientCounts.Where(counts => counts.Any(n => n > 0)).Select(counts => Expected(counts, recalls))
            .OfType<double>()];
        if (clients.Length > 0)
        {
            Add(metrics, "worst_client_accuracy", clients.Min());
            Add(metrics, "mean_client_accuracy", clients.Average());
        }

        return metrics;
    }

    private double[]? Adjustment(double strength, IReadOnlyList<int>? counts)
    {
        if (strength == 0)
        {
            return null;
        }

        return counts is null || counts.Count != _classNames.Count
            ? throw new ArgumentException(
                $"logit adjustment needs the rows of each of {_classNames.Count} classes over the clients; found "
                + $"{(counts is null ? "none" : $"{counts.Count}")}: let clients share their counts "
                + $"({nameof(FederatedOptions.SharesCounts)})", nameof(counts))
            : [.. LogitAdjustment.Adjustments([.. counts], strength).Select(a => double.IsFinite(a) ? a : 0)];
    }

    private static void Add(Dictionary<string, double> metrics, string name, double? value)
    {
        if (value is { } known)
        {
            metrics[name] = known;
        }
    }

    private static double? Mean(IReadOnlyList<int> classes, double?[] recalls) => classes.Select(c => recalls[c]).Average();

    private static double? Expected(IReadOnlyList<int> counts, double?[] recalls)
    {
        var judged = counts.Zip(recalls).Where(c => c.Second is not null).ToArray();
        var rows = judged.Sum(c => (double)c.First);
        return rows == 0 ? null : judged.Sum(c => c.First * c.Second!.Value) / rows;
    }
}
