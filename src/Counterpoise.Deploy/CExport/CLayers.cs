using System.Globalization;
using System.Text;
using Counterpoise.Deploy.Int8;
using Counterpoise.LayerGraphs;

namespace Counterpoise.Deploy.CExport;

/// <summary>The constants and the call of each layer, in C.</summary>
internal static class CLayers
{
    private const int PerLine = 20;

    public static IEnumerable<string> Kernels(IReadOnlyList<IIntegerLayer> layers, RoundingMode mode)
    {
        bool Has<T>() => layers.OfType<T>().Any();
        if (layers.Any(l => l is not (IntegerReshape or IntegerMaxPool or IntegerLookup))) yield return CKernels.Clamp;
        if (layers.Any(l => l is IntegerConvolution or IntegerDepthwise or IntegerDense or IntegerAddition
            or IntegerGate)) yield return CKernels.Scale(mode);
        if (Has<IntegerConvolution>()) yield return CKernels.Convolution;
        if (Has<IntegerDepthwise>()) yield return CKernels.Depthwise;
        if (Has<IntegerDense>()) yield return CKernels.Dense;
        if (Has<IntegerAddition>()) yield return CKernels.Addition;
        if (Has<IntegerAveragePool>()) yield return CKernels.AveragePool;
        if (Has<IntegerMaxPool>()) yield return CKernels.MaxPool;
        if (Has<IntegerLookup>()) yield return CKernels.Lookup;
        if (Has<IntegerGate>()) yield return CKernels.Gate;
        if (Has<IntegerSoftmax>()) yield return CKernels.Softmax;
    }

    public static string Constants(IIntegerLayer layer, int place) => layer switch
    {
        IntegerConvolution c => Weighted(place, c.Weights, c.Bias, c.Requantization),
        IntegerDepthwise d => Weighted(place, d.Weights, d.Bias, d.Requantization),
        IntegerDense d => Weighted(place, d.Weights, d.Bias, d.Requantization),
        IntegerLookup l => Array($"static const int8_t table{place}", l.Table),
        IntegerSoftmax s => Array($"static const float exponentials{place}", s.Exponentials),
        _ => "",
    };

    public static string Call(IIntegerLayer layer, int place, IReadOnlyList<IntegerTensor> tensors, ArenaPlan plan)
    {
        string At(int tensor) => string.Create(CultureInfo.InvariantCulture, $"arena + {plan.Offsets[tensor]}");
        string Weights(Requantization r) => $"w{place}, b{place}, m{place}, n{place}, {(r.Multipliers.Count > 1 ? 1 : 0)}";
        string Bounds(Requantization r) => string.Create(CultureInfo.InvariantCulture, $"{r.ZeroPoint}, {r.Minimum}, {r.Maximum}");
        string Shape(IntegerTensor t) => string.Create(CultureInfo.InvariantCulture, $"{t.Height}, {t.Width}, {t.Channels}");
        string Moves(Window w, bool dilated) => string.Create(CultureInfo.InvariantCulture,
            $"{w.Height}, {w.Width}, {w.StrideRows}, {w.StrideColumns}, {w.Top}, {w.Left}")
                + (dilated ? $", {w.DilationRows}, {w.DilationColumns}" : "");
        string Filter(string kernel, int input, int output, Window window, Requantization r) =>
            $"{kernel}({At(input)}, {Shape(tensors[input])}, {tensors[input].Quantization.ZeroPoint}, {Weights(r)}, "
                + $"{Moves(window, true)}, {At(output)}, {Shape(tensors[output])}, {Bounds(r)});";
        var call = layer switch
        {
            IntegerConvolution c => Filter("convolution", c.Input, c.Output, c.Window, c.Requantization),
            IntegerDepthwise d => Filter("depthwise", d.Input, d.Output, d.Window, d.Requantization),
            IntegerDense d => $"dense({At(d.Input)}, {tensors[d.Input].Length}, {tensors[d.Input].Quantization.ZeroPoint}, "
                + $"{Weights(d.Requantization)}, {At(d.Output)}, {tensors[d.Output].Length}, {Bounds(d.Requantization)});",
            IntegerAddition a =>
                $"add({At(a.First)}, {tensors[a.First].Quantization.ZeroPoint}, {Factor(a.FirstFactor)}, {At(a.Second)}, "
                + $"{tensors[a.Second].Quantization.ZeroPoint}, {Factor(a.SecondFactor)}, {Factor(a.Requantization.Multipliers[0])}, "
                + $"{At(a.Output)}, {tensors[a.Output].Length}, {Bounds(a.Requantization)});",
            IntegerAveragePool p =>
                $"average_pool({At(p.Input)}, {Shape(tensors[p.Input])}, {Moves(p.Window, false)}, {At(p.Output)}, "
                + $"{tensors[p.Output].Height}, {tensors[p.Output].Width}, {p.Minimum}, {p.Maximum});",
            IntegerMaxPool p => $"max_pool({At(p.Input)}, {Shape(tensors[p.Input])}, {Moves(p.Window, false)}, {At(p.Output)}, "
                + $"{tensors[p.Output].Height}, {tensors[p.Output].Width});",
            IntegerLookup l => $"lookup({At(l.Input)}, table{place}, {At(l.Output)}, {tensors[l.Output].Length});",
            IntegerGate g => $"gate({At(g.Map)}, {tensors[g.Map].Quantization.ZeroPoint}, {At(g.Gate)}, {tensors[g.Map].Channels}, "
                + $"{tensors[g.Gate].Quantization.ZeroPoint}, {Factor(g.Requantization.Multipliers[0])}, {At(g.Output)}, "
                + $"{tensors[g.Output].Length}, {Bounds(g.Requantization)});",
            IntegerSoftmax s => $"softmax({At(s.Input)}, exponentials{place}, {At(s.Output)}, {tensors[s.Output].Length});",
            IntegerReshape => "",
            _ => throw new ArgumentException($"layer {place} ({layer.GetType().Name}) has no C form"),
        };
        return call.Length == 0 ? "" : $"    {call}\n";
    }

    public static string Array(string declaration, sbyte[] values) =>
        Lines(declaration, values.Length, i => values[i].ToString(CultureInfo.InvariantCulture));

    private static string Array(string declaration, float[] values) => Lines(declaration, values.Length, i =>
    {
        var text = values[i].ToString("R", CultureInfo.InvariantCulture);
        return (text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text) + "f";
    });

    private static string Weighted(int place, sbyte[] weights, int[] bias, Requantization r) =>
        Array($"static const int8_t w{place}", weights)
        + Lines($"static const int32_t b{place}", bias.Length, i => Literal(bias[i]))
        + Lines($"static const int32_t m{place}", r.Multipliers.Count, i => Literal(r.Multipliers[i].Value))
        + Lines($"static const int32_t n{place}", r.Multipliers.Count, i => Literal(r.Multipliers[i].Shift));

    private static string Factor(FixedPointMultiplier factor) => $"{Literal(factor.Value)}, {Literal(factor.Shift)}";

    // −2147483648 is no constant of C, but a minus before one that is too large.
    private static string Literal(int value) => value == int.MinValue ? "(-2147483647 - 1)" : value.ToString(CultureInfo.InvariantCulture);

    private static string Lines(string declaration, int count, Func<int, string> cell)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{declaration}[{count}] = {{");
        for (var i = 0; i < count; i++) text.Append(i % PerLine == 0 ? "\n    " : " ").Append(cell(i)).Append(i + 1 < count ? "," : "");
        return text.Append("\n};\n").ToString();
    }
}
