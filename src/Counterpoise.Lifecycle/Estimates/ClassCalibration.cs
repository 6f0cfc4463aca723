using Counterpoise.Calibration;

namespace Counterpoise.Lifecycle.Estimates;

/// <summary>
/// Isotonic calibration of each class against the rest, scaled so that a row sums to 1; of two classes the second decides both.
/// </summary>
internal sealed class ClassCalibration
{
    private readonly IsotonicCalibration?[] _maps;

    private ClassCalibration(IsotonicCalibration?[] maps) => _maps = maps;

    public static ClassCalibration Fit(double[] probabilities, int[] labels, int classes)
    {
        // A class without rows, or without others, has nothing to be calibrated against.
        IsotonicCalibration? Map(int c) => labels.Contains(c) && labels.Any(l => l != c)
            ? IsotonicCalibration.Fit([.. labels.Select(l => l == c ? 1 : 0)], Column(probabilities, classes, c)) : null;
        return new ClassCalibration([.. Enumerable.Range(0, classes).Select(c => classes == 2 && c == 0 ? null : Map(c))]);
    }

    public double[] Apply(double[] probabilities)
    {
        var classes = _maps.Length;
        double[][] columns = [.. _maps.Select((map, c) => map?.Apply(Column(probabilities, classes, c))
            ?? Column(probabilities, classes, c))];
        if (classes == 2) columns[0] = Array.ConvertAll(columns[1], p => 1 - p);
        var calibrated = new double[probabilities.Length];
        for (var i = 0; i < calibrated.Length / classes; i++)
        {
            var sum = columns.Sum(column => column[i]);
            for (var c = 0; c < classes; c++) calibrated[(i * classes) + c] = sum > 0 ? columns[c][i] / sum
                : probabilities[(i * classes) + c];
        }

        return calibrated;
    }

    private static double[] Column(double[] probabilities, int classes, int c) =>
        [.. Enumerable.Range(0, probabilities.Length / classes).Select(i => probabilities[(i * classes) + c])];
}
