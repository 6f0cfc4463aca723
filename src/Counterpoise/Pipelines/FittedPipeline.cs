using Counterpoise.Classifiers;
using Counterpoise.Metrics;
using Counterpoise.Resampling;
using Counterpoise.Tables;

namespace Counterpoise.Pipelines;

/// <summary>A pipeline that has learned.</summary>
public sealed class FittedPipeline : IDisposable
{
    private readonly IFittedClassifier _model;
    private readonly HashSet<long> _trainingIds;

    internal FittedPipeline(FeaturePreparation preparation, IFittedClassifier model, IReadOnlyList<string> classNames, long[] trainingIds, ResampleResult? resampled)
    {
        (Preparation, _model, ClassNames, Resampled) = (preparation, model, classNames, resampled);
        _trainingIds = [.. trainingIds];
    }

    /// <summary>What was learned to prepare features.</summary>
    public FeaturePreparation Preparation { get; }

    /// <summary>The classes, in the order of the probabilities.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>What the resampler returned, or null without one; source rows are places in the training table.</summary>
    public ResampleResult? Resampled { get; }

    /// <summary>Gives the probability of each class for each row.</summary>
    /// <param name="rows">Any rows of the same columns.</param>
    /// <returns>Row-major rows × classes.</returns>
    public double[] PredictProbabilities(Table rows) => _model.PredictProbabilities(Preparation.Apply(rows));

    /// <summary>Evaluates on rows that took no part in training.</summary>
    /// <param name="test">Labelled rows of the table that the training rows were selected from, so that row ids mean the same.</param>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <param name="cancellationToken">Stops the bootstrap.</param>
    /// <exception cref="LeakageException">A row was trained on, or is a parent of a synthetic row that was.</exception>
    /// <exception cref="ArgumentException">The classes differ from those of training.</exception>
    public Evaluation Evaluate(Table test, EvaluationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(test);
        var labels = test.RequireLabels();
        var shared = test.RowIds.ToArray().Where(_trainingIds.Contains).ToArray();
        if (shared.Length > 0)
            throw new LeakageException($"{shared.Length} of {test.RowCount} rows were trained on, themselves or as parents of synthetic rows (row ids {string.Join(", ", shared.Take(5))}{(shared.Length > 5 ? ", …" : "")}): split first, then resample the training part alone");
        if (!labels.Classes.SequenceEqual(ClassNames))
            throw new ArgumentException($"the classes are {string.Join(", ", labels.Classes)}, those of training {string.Join(", ", ClassNames)}: select both parts from one table", nameof(test));
        return Evaluation.Of(labels.Codes.ToArray(), PredictProbabilities(test), ClassNames, options, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => (_model as IDisposable)?.Dispose();
}
