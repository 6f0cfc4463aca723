using Counterpoise.Messages;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Splits;
using Counterpoise.Statistics;

namespace Counterpoise.Resampling;

/// <summary>
/// Instance hardness threshold: keeps the rows of a class whose probability of their own class, predicted by a model that did
/// not see them, is highest.
/// </summary>
/// <remarks>
/// Rows that tie at the threshold are all kept, so that more may stay than asked; the notes say so. Rows come class after class.
/// Equal to imbalanced-learn 0.10 with the same model; its default, a random forest, depends on scikit-learn's trees and is not
/// repeated here. Reference: Smith, Martinez and Giraud-Carrier, "An instance level analysis of data complexity", Machine
/// Learning 2014, doi:10.1007/s10994-013-5422-z.
/// </remarks>
public sealed class InstanceHardnessThreshold : IResampler
{
    private readonly InstanceHardnessThresholdOptions _options;

    /// <summary>Makes the resampler.</summary>
    /// <param name="options">Options; default five nearest neighbours in five folds.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public InstanceHardnessThreshold(InstanceHardnessThresholdOptions? options = null)
    {
        _options = options ?? new InstanceHardnessThresholdOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public ResamplingKind Kind => ResamplingKind.Under;

    /// <inheritdoc/>
    public ResampleResult Resample(DenseMatrix features, int[] labels, IRandomSource rng, CancellationToken cancellationToken = default)
    {
        var classes = ClassRows.Check(features, labels);
        FiniteCheck.Require(features);
        var targets = _options.Strategy.Resolve(classes, Kind);
        var easiness = OwnProbabilities(features, labels, classes, new RandomSteps(rng).Next(), cancellationToken);
        var notes = new List<Message>();
        var selected = Selection.ByClass(classes, targets, (label, rows, count) =>
        {
            // In this order of operations, since rounding decides which row is the threshold.
            var percent = (1.0 - ((double)count / rows.Length)) * 100.0;
            var threshold = Percentiles.Quantile(Array.ConvertAll(rows, row => easiness[row]), percent / 100);
            var kept = Array.FindAll(rows, row => easiness[row] >= threshold);
            if (kept.Length != count)
            {
                notes.Add($"class {new ClassPart(label)}: {kept.Length} rows reach the threshold where {count} were asked");
            }

            return kept;
        });
        return Selection.Of(features, labels, selected, notes);
    }

    private double[] OwnProbabilities(DenseMatrix features, int[] labels, ClassRows classes, IRandomSource rng,
        CancellationToken cancellationToken)
    {
        var names = classes.Classes.ToArray();
        var codes = Array.ConvertAll(labels, label => Array.BinarySearch(names, label));
        var probabilities = new double[labels.Length];
        foreach (var split in StratifiedKFold.Of(codes, _options.Folds, rng, MissingClassPolicy.Warn))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var model = _options.Classifier.Fit(
                features.SelectRows(split.Train), Array.ConvertAll(split.Train, row => codes[row]), names.Length, [], rng,
                    cancellationToken);
            using var disposable = model as IDisposable;
            var predicted = model.PredictProbabilities(features.SelectRows(split.Test));
            for (var i = 0; i < split.Test.Length; i++)
            {
                probabilities[split.Test[i]] = predicted[(i * names.Length) + codes[split.Test[i]]];
            }
        }

        return probabilities;
    }
}
