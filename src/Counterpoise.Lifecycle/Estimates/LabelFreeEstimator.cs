using System.Globalization;
using Counterpoise.Lifecycle.Drift;
using Counterpoise.Randomness;
using Counterpoise.Statistics;

namespace Counterpoise.Lifecycle.Estimates;

/// <summary>
/// Estimates recall, precision and the metrics made of them on rows whose classes are not known yet, from probabilities calibrated on a
/// labelled reference: the expected confusion matrix, with intervals from classes drawn from the probabilities.
/// </summary>
/// <remarks>
/// It holds under two conditions, which every estimate carries. The probabilities must be calibrated on these rows: that is checked on
/// held-out rows of the reference, by the prior of each class. And the classes given the features must be what they were: under concept
/// drift the estimate stays as good as ever while the model fails, and no rows without labels can tell. See
/// <see cref="ExpectedConfusion"/>.
/// </remarks>
public sealed class LabelFreeEstimator
{
    private readonly DriftWindow _reference;
    private readonly LabelFreeOptions _options;
    private readonly ClassCalibration? _calibration;
    private readonly IReadOnlyList<EstimateCondition> _referenceConditions;

    private LabelFreeEstimator(DriftWindow reference, LabelFreeOptions options)
    {
        (_reference, _options) = (reference, options);
        var classes = reference.ClassNames.Count;
        _calibration = options.Calibrate ? ClassCalibration.Fit(reference.Probabilities!, reference.Labels!, classes) : null;
        _referenceConditions = [CheckCounts(), CheckCalibration(),
            new EstimateCondition("same classes given the features", null, "cannot be seen without labels: wait for some, and compare")];
    }

    /// <summary>Learns what the probabilities mean from labelled rows that the model was not fitted to.</summary>
    /// <param name="reference">Rows with labels and probabilities.</param>
    /// <param name="options">Options; the defaults where null.</param>
    /// <exception cref="ArgumentException">Labels, probabilities or rows are missing, or an option is out of range.</exception>
    public static LabelFreeEstimator Fit(DriftWindow reference, LabelFreeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var chosen = options ?? new LabelFreeOptions();
        chosen.Validate();
        reference.Validate();
        if (reference.Rows < 2 || reference.Labels is null || reference.Probabilities is null || reference.ClassNames.Count < 2)
            throw new ArgumentException(
                $"the reference has {reference.Rows} rows with {reference.Inputs}; expected at least two rows with labels and "
                + $"probabilities of at least two classes", nameof(reference));
        return new LabelFreeEstimator(reference, chosen);
    }

    /// <summary>Estimates the metrics of rows without labels.</summary>
    /// <param name="window">Rows with probabilities of the reference's classes; labels are not looked at.</param>
    /// <param name="predicted">The class that each row was given, [n]; the most probable one where null.</param>
    /// <exception cref="ArgumentException">There are no rows or probabilities, or other classes than the reference's.</exception>
    public PerformanceEstimate Estimate(DriftWindow window, int[]? predicted = null)
    {
        ArgumentNullException.ThrowIfNull(window);
        window.Validate();
        if (window.Rows == 0 || window.Probabilities is null || !window.ClassNames.SequenceEqual(_reference.ClassNames))
            throw new ArgumentException(
                $"found {window.Rows} rows with {window.Inputs} of classes {string.Join(", ", window.ClassNames)}; expected rows with "
                + $"probabilities of {string.Join(", ", _reference.ClassNames)}", nameof(window));
        var classes = window.ClassNames.Count;
        var given = predicted ?? MostProbable(window.Probabilities, classes);
        var probabilities = _calibration?.Apply(window.Probabilities) ?? window.Probabilities;
        var counts = ExpectedConfusion.Compute(probabilities, given, classes);
        return new PerformanceEstimate
        {
            ClassNames = window.ClassNames,
            ExpectedConfusion = counts,
            Metrics = Metrics(counts, probabilities, given),
            Conditions = [.. _referenceConditions, CheckRange(window)],
        };
    }

    private List<EstimatedMetric> Metrics(double[][] counts, double[] probabilities, int[] given)
    {
        var draws = new double[_options.Draws][];
        var random = new RandomStream(_options.Seed, "label-free");
        for (var d = 0; d < draws.Length; d++) draws[d] = ConfusionMetrics.Compute(Draw(probabilities, given, counts.Length, random));
        var values = ConfusionMetrics.Compute(counts);
        return [.. ConfusionMetrics.Names(_reference.ClassNames)
            .Select((name, m) => new EstimatedMetric(name, values[m],
            Spread([.. draws.Select(d => d[m]).Where(double.IsFinite)], values[m])))];
    }

    private Interval? Spread(double[] draws, double value) => double.IsNaN(value) || draws.Length == 0 ? null
        : Percentiles.Interval(draws, _options.Confidence);

    private static double[][] Draw(double[] probabilities, int[] given, int classes, RandomStream random)
    {
        double[][] counts = [.. Enumerable.Range(0, classes).Select(_ => new double[classes])];
        for (var i = 0; i < given.Length; i++)
        {
            var left = random.NextDouble();
            var c = 0;
            while (c < classes - 1 && (left -= probabilities[(i * classes) + c]) >= 0) c++;
            counts[c][given[i]]++;
        }

        return counts;
    }

    private EstimateCondition CheckCounts()
    {
        var counts = _reference.ClassNames.Select((name, c) => (name, Rows: _reference.Labels!.Count(l => l == c))).ToList();
        return new EstimateCondition("enough rows", counts.All(c => c.Rows >= _options.MinimumClassRows),
            $"the reference has {string.Join(", ", counts.Select(c => $"{c.Rows} {c.name}"))}; at least {_options.MinimumClassRows} of "
                + $"each are expected");
    }

    /// <summary>Calibrates on one half of the reference and compares the shares that the other half was given with its true ones.</summary>
    private EstimateCondition CheckCalibration()
    {
        var (classes, order) = (_reference.ClassNames.Count, Enumerable.Range(0, _reference.Rows).ToArray());
        new RandomStream(_options.Seed, "label-free-halves").Shuffle(order.AsSpan());
        DriftWindow first = _reference.Select(order.AsSpan(0, order.Length / 2)),
            second = _reference.Select(order.AsSpan(order.Length / 2));
        var probabilities = _options.Calibrate ? ClassCalibration.Fit(first.Probabilities!, first.Labels!, classes)
            .Apply(second.Probabilities!) : second.Probabilities!;
        var gaps = Enumerable.Range(0, classes).Select(c => Gap(second.Labels!, probabilities, classes, c)).ToList();
        return new EstimateCondition("calibration", gaps.All(g => g.Holds),
            "held-out rows of the reference: " + string.Join(", ", gaps.Select(g => g.Text)));
    }

    private (bool Holds, string Text) Gap(int[] labels, double[] probabilities, int classes, int c)
    {
        double expected = 0, variance = 0, observed = labels.Count(l => l == c);
        for (var i = 0; i < labels.Length; i++)
        {
            var p = probabilities[(i * classes) + c];
            (expected, variance) = (expected + p, variance + (p * (1 - p)));
        }

        // A gap that chance explains is none, however large it is beside a handful of rows.
        var beyondChance = Math.Abs(observed - expected) > 3 * Math.Sqrt(variance) + 1e-9;
        var holds = !beyondChance || Math.Abs(observed - expected) <= _options.CalibrationTolerance * Math.Max(observed, 1);
        return (holds, string.Create(CultureInfo.InvariantCulture,
            $"{_reference.ClassNames[c]} {expected:0.#} expected, {observed} found"));
    }

    /// <summary>Rows whose probabilities the reference never saw are calibrated by its nearest ones.</summary>
    private EstimateCondition CheckRange(DriftWindow window)
    {
        var classes = window.ClassNames.Count;
        var outside = 0;
        for (var c = 0; c < classes; c++)
        {
            double Of(DriftWindow w, int i) => w.Probabilities![(i * classes) + c];
            double low = Enumerable.Range(0, _reference.Rows).Min(i => Of(_reference, i)),
                high = Enumerable.Range(0, _reference.Rows).Max(i => Of(_reference, i));
            outside = Math.Max(outside, Enumerable.Range(0, window.Rows).Count(i => Of(window, i) < low || Of(window, i) > high));
        }

        return new EstimateCondition("rows like the reference", outside <= .05 * window.Rows,
            $"{outside} of {window.Rows} rows have probabilities outside those of the reference");
    }

    private static int[] MostProbable(double[] probabilities, int classes) =>
        [.. Enumerable.Range(0, probabilities.Length / classes)
            .Select(i => Enumerable.Range(0, classes).MaxBy(c => probabilities[(i * classes) + c]))];
}
