namespace Counterpoise.Calibration;

/// <summary>
/// A calibration of a model's probabilities that is learned from rows the model has not seen: Platt scaling of the log-odds
/// log(p / (1 − p)), isotonic regression of p, or temperature scaling of log p.
/// </summary>
/// <remarks>Probabilities are clipped at 1e-12 before their logarithm is taken. Rows sum to 1.</remarks>
public sealed class ProbabilityCalibration
{
    private const double Least = 1e-12;

    private readonly Func<double[], double[]> _apply;

    private ProbabilityCalibration(CalibrationKind kind, int classCount, int positive, double[] numbers, Func<double[], double[]> apply) =>
        (Kind, ClassCount, PositiveClass, Numbers, _apply) = (kind, classCount, positive, numbers, apply);

    /// <summary>How it is done.</summary>
    public CalibrationKind Kind { get; }

    /// <summary>Number of classes, C.</summary>
    public int ClassCount { get; }

    /// <summary>The class whose probability is calibrated, of two.</summary>
    public int PositiveClass { get; }

    /// <summary>
    /// What it has learned: slope and offset of Platt's curve, the temperature, or the scores and then the probabilities of the corners of
    /// the step function.
    /// </summary>
    public IReadOnlyList<double> Numbers { get; }

    /// <summary>Learns a calibration.</summary>
    /// <param name="kind">How.</param>
    /// <param name="labels">n classes of rows that the model has not seen, in [0, C).</param>
    /// <param name="probabilities">Row-major n × C.</param>
    /// <param name="classCount">C, at least 2; Platt and isotonic need 2.</param>
    /// <param name="positiveClass">The class whose probability is calibrated, of two.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, a class has no row, or there are more classes than the kind
    /// takes.</exception>
    public static ProbabilityCalibration Fit(CalibrationKind kind, int[] labels, double[] probabilities, int classCount,
        int positiveClass = 1)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(probabilities);
        if (kind == CalibrationKind.Temperature)
            return From(kind, classCount, positiveClass, [TemperatureScaling.Fit(labels, Logarithms(probabilities), classCount)
                .Temperature]);
        if (classCount != 2)
            throw new ArgumentException($"{kind} calibration is for two classes, and there are {classCount}: take temperature",
                nameof(classCount));
        var scores = Scores(probabilities, positiveClass);
        if (kind == CalibrationKind.Platt)
        {
            var fitted = PlattScaling.Fit(labels, LogOdds(scores), positiveClass);
            return From(kind, 2, positiveClass, [fitted.A, fitted.B]);
        }

        var corners = IsotonicCalibration.Fit(labels, scores, positiveClass).Corners;
        return From(kind, 2, positiveClass, [.. corners.Select(c => c.Score), .. corners.Select(c => c.Probability)]);
    }

    /// <summary>The calibration that has learned these numbers.</summary>
    /// <param name="kind">How it is done.</param>
    /// <param name="classCount">C.</param>
    /// <param name="positiveClass">The class whose probability is calibrated, of two.</param>
    /// <param name="numbers">As <see cref="Numbers"/> gives them.</param>
    /// <exception cref="ArgumentException">There are too few numbers, or they cannot be those of such a calibration.</exception>
    public static ProbabilityCalibration From(CalibrationKind kind, int classCount, int positiveClass, double[] numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        if ((kind != CalibrationKind.Temperature && classCount != 2) || classCount < 2 || (uint)positiveClass >= (uint)classCount
            || numbers.Any(n => !double.IsFinite(n)))
            throw new ArgumentException($"a {kind} calibration of {classCount} classes with positive class {positiveClass} cannot be",
                nameof(numbers));
        double[] Pairs(double[] scores)
        {
            var pairs = new double[2 * scores.Length];
            for (var i = 0; i < scores.Length; i++)
                (pairs[(2 * i) + positiveClass], pairs[(2 * i) + 1 - positiveClass]) = (scores[i], 1 - scores[i]);
            return pairs;
        }

        Func<double[], double[]> Steps(IsotonicCalibration steps) => p => Pairs(steps.Apply(Scores(p, positiveClass)));

        Func<double[], double[]> apply = (kind, numbers) switch
        {
            (CalibrationKind.Temperature, [> 0 and var t]) => p => new TemperatureScaling(t).Apply(Logarithms(p), classCount),
            (CalibrationKind.Platt, [var a, var b]) => p => Pairs(new PlattScaling(a, b).Apply(LogOdds(Scores(p, positiveClass)))),
            (CalibrationKind.Isotonic, { Length: > 0 }) when numbers.Length % 2 == 0 => Steps(Isotonic(numbers)),
            _ => throw new ArgumentException($"{numbers.Length} numbers are not those of a {kind} calibration", nameof(numbers)),
        };
        return new(kind, classCount, positiveClass, numbers, apply);
    }

    /// <summary>Gives the calibrated probabilities.</summary>
    /// <param name="probabilities">Row-major n × C.</param>
    /// <exception cref="ArgumentException">The length is no multiple of C.</exception>
    public double[] Apply(double[] probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        return probabilities.Length % ClassCount != 0
            ? throw new ArgumentException($"found {probabilities.Length} probabilities; expected a multiple of {ClassCount} classes",
                nameof(probabilities))
            : _apply(probabilities);
    }

    private static IsotonicCalibration Isotonic(double[] numbers)
    {
        var (x, y) = (numbers[..(numbers.Length / 2)], numbers[(numbers.Length / 2)..]);
        return x.Zip(x.Skip(1)).All(p => p.First < p.Second) && y.Zip(y.Skip(1)).All(p => p.First <= p.Second) && y[0] >= 0 && y[^1] <= 1
            ? new IsotonicCalibration(x, y)
            : throw new ArgumentException("the corners of an isotonic calibration must rise, from 0 at least to 1 at most",
                nameof(numbers));
    }

    private static double[] Logarithms(double[] probabilities) => Array.ConvertAll(probabilities, p => Math.Log(Math.Max(p, Least)));

    private static double[] LogOdds(double[] scores) =>
        Array.ConvertAll(scores, p => Math.Log(Math.Max(p, Least)) - Math.Log(Math.Max(1 - p, Least)));

    private static double[] Scores(double[] probabilities, int positive) =>
        [.. Enumerable.Range(0, probabilities.Length / 2).Select(i => probabilities[(2 * i) + positive])];
}
