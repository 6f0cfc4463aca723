using Counterpoise.ClassifierForms;
using Counterpoise.Deploy.Onnx;
using Onnx;

namespace Counterpoise.Deploy.FeatureExport;

/// <summary>
/// What a mixture does with its experts as ONNX nodes: gate and corrections in single precision, probabilities in double.
/// </summary>
internal sealed class OnnxMixture(OnnxGraphWriter writer, MixtureForm form)
{
    /// <summary>Adds the mixture.</summary>
    /// <param name="features">Of each expert, [N, width] in single precision.</param>
    /// <param name="probabilities">Of each expert, [N, C] in double precision.</param>
    /// <returns>Probabilities [N, C] in double precision.</returns>
    public string Add(string[] features, string[] probabilities)
    {
        // The gate of one expert is 1.
        if (features.Length == 1 && form.Corrections.Count == 0 && form.Temperatures[0] == 1) return probabilities[0];
        string[] normalized = [.. features.Zip(form.Gate.Norms, Normalized)],
            logits = [.. probabilities.Select((p, k) => Logits(p, normalized, k))];
        if (features.Length == 1) return Softmax(logits[0]);
        var gates = Gates(normalized);
        var weighted = logits.Select((e, k) => writer.Node("Mul",
            [writer.Node("Gather", [gates, writer.Constant([(long)k], 1)], ("axis", 1)), form.MixesLogits ? e : Softmax(e)]));
        var sum = writer.Node("Sum", [.. weighted]);
        return form.MixesLogits ? Softmax(sum) : sum;
    }

    private string Logits(string probabilities, string[] normalized, int expert)
    {
        var logs = writer.Node("Log", [writer.Node("Max", [probabilities, writer.Constant([MixtureForm.LeastProbability])])]);
        var logits = writer.Node("Div", [logs, writer.Constant([form.Temperatures[expert]])]);
        return form.Corrections.Count == 0 ? logits
            : writer.Node("Add", [logits, ToDouble(Linear(normalized[expert], form.Corrections[expert]))]);
    }

    private string Gates(string[] normalized)
    {
        var hidden = Linear(writer.Node("Concat", normalized, ("axis", 1)), form.Gate.Hidden);
        // GELU: x · (1 + erf(x / √2)) / 2.
        var erf = writer.Node("Erf", [writer.Node("Mul", [hidden, writer.Constant([(float)Math.Sqrt(0.5)])])]);
        var active = writer.Node("Mul", [writer.Node("Mul", [hidden, writer.Constant([0.5f])]),
            writer.Node("Add", [erf, writer.Constant([1f])])]);
        return Softmax(writer.Node("Div", [ToDouble(Linear(active, form.Gate.Output)), writer.Constant([form.GateTemperature])]));
    }

    private string Normalized(string x, RowNormalization norm)
    {
        string Mean(string value) => writer.Node("ReduceMean", [value], ("axes", new long[] { 1 }), ("keepdims", 1));
        string Row(float[] values) => writer.Constant(values, 1, values.Length);
        var centred = writer.Node("Sub", [x, Mean(x)]);
        var variance = writer.Node("Add", [Mean(writer.Node("Mul", [centred, centred])), writer.Constant([(float)norm.Epsilon])]);
        var scaled = writer.Node("Div", [centred, writer.Node("Sqrt", [variance])]);
        return writer.Node("Add", [writer.Node("Mul", [scaled, Row(norm.Weights)]), Row(norm.Biases)]);
    }

    private string Linear(string x, LinearMap map) => writer.Node("Gemm",
        [x, writer.Constant(map.Weights, map.Biases.Length, map.Inputs), writer.Constant(map.Biases, map.Biases.Length)], ("transB", 1));

    private string Softmax(string x) => writer.Node("Softmax", [x], ("axis", 1));

    private string ToDouble(string x) => writer.Node("Cast", [x], ("to", (int)TensorProto.Types.DataType.Double));
}
