using Counterpoise.Calibration;
using Counterpoise.Lifecycle.Solving;
using Counterpoise.Tables;

namespace Counterpoise.Lifecycle.Repair;

/// <summary>A model in use: probabilities, and the decision on them.</summary>
public sealed record ServedModel
{
    /// <summary>The pipeline, so that it can be fitted again.</summary>
    public required SolveCandidate Candidate { get; init; }

    /// <summary>Probabilities of rows, row-major n × C.</summary>
    public required Func<Table, double[]> Predict { get; init; }

    /// <summary>The decision.</summary>
    public required DecisionWeights Decision { get; init; }

    /// <summary>The classes, [C].</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>Fits a pipeline, and tunes its decision on folds of the rows that the model which is judged has not seen.</summary>
    /// <param name="candidate">The pipeline.</param>
    /// <param name="rows">Labelled rows.</param>
    /// <param name="metric">What the decision is tuned for.</param>
    /// <param name="seed">Seed of all draws.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArgumentException">The pipeline refuses the rows.</exception>
    public static ServedModel Train(SolveCandidate candidate, Table rows, string metric = "geometric_mean", ulong seed = 1,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(rows);
        var (predict, weights) = new CandidateScoring(metric, 3, seed).Train(candidate, rows, cancellationToken);
        var classes = rows.RequireLabels().Classes;
        return new ServedModel { Candidate = candidate, Predict = predict,
            Decision = weights ?? new DecisionWeights([.. classes.Select(_ => 1.0)]), ClassNames = classes };
    }
}
