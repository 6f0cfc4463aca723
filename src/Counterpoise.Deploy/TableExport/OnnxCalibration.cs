using Counterpoise.Calibration;
using Counterpoise.Deploy.Onnx;

namespace Counterpoise.Deploy.TableExport;

/// <summary>Calibrations as ONNX nodes in double precision.</summary>
internal static class OnnxCalibration
{
    private const double Least = 1e-12;

    public static string Add(OnnxGraphWriter writer, ProbabilityCalibration calibration, string p)
    {
        var numbers = calibration.Numbers;
        string Log(string v) => writer.Node("Log", [writer.Node("Max", [v, writer.Constant([Least])])]);
        if (calibration.Kind == CalibrationKind.Temperature)
            return writer.Node("Softmax", [writer.Node("Div", [Log(p), writer.Constant([numbers[0]])])], ("axis", 1));
        var one = writer.Constant([1.0]);
        var v = writer.Node("Gather", [p, writer.Constant([(long)calibration.PositiveClass], 1)], ("axis", 1));
        if (calibration.Kind == CalibrationKind.Platt)
        {
            var odds = writer.Node("Sub", [Log(v), Log(writer.Node("Sub", [one, v]))]);
            var inner = writer.Node("Add", [writer.Node("Mul", [odds, writer.Constant([numbers[0]])]), writer.Constant([numbers[1]])]);
            v = writer.Node("Div", [one, writer.Node("Add", [one, writer.Node("Exp", [inner])])]);
        }
        else
            v = Steps(writer, [.. numbers.Take(numbers.Count / 2)], [.. numbers.Skip(numbers.Count / 2)], v);

        var other = writer.Node("Sub", [one, v]);
        return writer.Node("Concat", calibration.PositiveClass == 0 ? [v, other] : [other, v], ("axis", 1));
    }

    /// <summary>y₀ + Σ slope · clip(v − x, 0, width) over the pieces between corners; 0 · 0 where there is one corner.</summary>
    private static string Steps(OnnxGraphWriter writer, double[] x, double[] y, string v)
    {
        var pieces = Math.Max(1, x.Length - 1);
        var (widths, slopes) = (new double[pieces], new double[pieces]);
        for (var i = 0; i < x.Length - 1; i++) (widths[i], slopes[i]) = (x[i + 1] - x[i], (y[i + 1] - y[i]) / (x[i + 1] - x[i]));
        var from = writer.Node("Sub", [v, writer.Constant([.. x.Take(pieces)], 1, pieces)]);
        var within = writer.Node("Min", [writer.Node("Max", [from, writer.Constant([0.0])]), writer.Constant(widths, 1, pieces)]);
        return writer.Node("Add", [writer.Node("MatMul", [within, writer.Constant(slopes, pieces, 1)]), writer.Constant([y[0]])]);
    }
}
