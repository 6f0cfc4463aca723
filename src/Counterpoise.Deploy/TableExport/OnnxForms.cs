using System.Numerics.Tensors;
using Counterpoise.ClassifierForms;
using Counterpoise.Deploy.Onnx;
using Onnx;

namespace Counterpoise.Deploy.TableExport;

/// <summary>Forms as ONNX nodes in double precision: prepared numbers [N, d] in, probabilities [N, C] out.</summary>
internal sealed class OnnxForms(OnnxGraphWriter writer)
{
    // The direction of a shorter row means nothing.
    private const double LeastNorm = 1e-12;

    public string Add(ClassifierForm form, string x) => form switch
    {
        SharesForm f => Shares(f, x),
        CosineForm f => Cosine(f, x),
        LinearForm f => Softmax(Linear(f, x)),
        PerceptronForm f => Softmax(Perceptron(f, x)),
        TreesForm f => Trees(f, x),
        AverageForm f => Normalize(Sum([.. f.Members.Select(m => Add(m, x))])),
        LogVoteForm f => Vote(f, x),
        ScaledForm f => Add(f.Inner, writer.Node("Div", [writer.Node("Sub", [x, Row(f.Means)]), Row(f.Scales)])),
        ReweightedForm f => Reweight(Add(f.Inner, x), f.Factors),
        MovedThresholdForm f => Moved(f, Add(f.Inner, x)),
        _ => throw new NotSupportedException($"{form.GetType().Name} has no ONNX form"),
    };

    /// <summary>Probabilities times factors, divided by their sum; as they are where that is 0.</summary>
    public string Reweight(string p, double[] factors)
    {
        var weighted = writer.Node("Mul", [p, Row(factors)]);
        var sum = RowSum(weighted);
        var none = writer.Node("Equal", [sum, Number(0)]);
        return writer.Node("Where", [none, p, writer.Node("Div", [weighted, writer.Node("Where", [none, Number(1), sum])])]);
    }

    private string Number(double value) => writer.Constant([value]);

    private string Row(double[] values) => writer.Constant(values, 1, values.Length);

    private string RowSum(string p) => writer.Node("ReduceSum", [p, writer.Constant([1L], 1)], ("keepdims", 1));

    private string Normalize(string p) => writer.Node("Div", [p, RowSum(p)]);

    private string Softmax(string scores) => writer.Node("Softmax", [scores], ("axis", 1));

    private string Sum(string[] values) => values.Length == 1 ? values[0] : writer.Node("Sum", values);

    private string Column(string p, int place) => writer.Node("Gather", [p, writer.Constant([(long)place], 1)], ("axis", 1));

    private string Dense(string x, double[] weights, double[] biases, int inputs) => writer.Node("Gemm",
        [x, writer.Constant(weights, biases.Length, inputs), writer.Constant(biases, biases.Length)], ("transB", 1));

    private string Shares(SharesForm f, string x)
    {
        // 0 · x gives the shares as many rows as x has.
        var zeros = writer.Node("Mul", [Column(x, 0), Number(0)]);
        return writer.Node("Add", [zeros, Row(f.Shares)]);
    }

    private string Linear(LinearForm f, string x)
    {
        if (f.Intercepts.Length > 1) return Dense(x, f.Coefficients, f.Intercepts, f.Columns);
        // The first of two classes has score 0.
        return Dense(x, [.. new double[f.Columns], .. f.Coefficients], [0, f.Intercepts[0]], f.Columns);
    }

    private string Cosine(CosineForm f, string x)
    {
        var width = f.Biases.Length;
        var rows = new double[f.Prototypes.Length];
        for (var c = 0; c < f.ClassCount; c++)
        {
            var prototype = f.Prototypes.AsSpan(c * width, width);
            var norm = Math.Max(LeastNorm, TensorPrimitives.Norm<double>(prototype));
            for (var j = 0; j < width; j++) rows[(c * width) + j] = f.Scale * prototype[j] / norm;
        }

        var e = Dense(x, f.Weights, f.Biases, f.Columns);
        var length = writer.Node("Max", [writer.Node("Sqrt", [RowSum(writer.Node("Mul", [e, e]))]), Number(LeastNorm)]);
        return Softmax(Dense(writer.Node("Div", [e, length]), rows, new double[f.ClassCount], width));
    }

    private string Perceptron(PerceptronForm f, string x)
    {
        var inputs = f.Columns;
        foreach (var (i, (weights, biases)) in f.Layers.Index())
        {
            x = Dense(x, weights, biases, inputs);
            if (i < f.Layers.Count - 1) x = writer.Node("Relu", [x]);
            inputs = biases.Length;
        }

        return x;
    }

    private string Vote(LogVoteForm f, string x)
    {
        string Member(ClassifierForm member)
        {
            var logs = writer.Node("Log", [writer.Node("Max", [Add(member, x), Number(f.Floor)])]);
            return writer.Node("Sub", [logs, writer.Node("ReduceMean", [logs], ("axes", new long[] { 1 }), ("keepdims", 1))]);
        }

        return Softmax(writer.Node("Div", [Sum([.. f.Members.Select(Member)]), Number(f.Members.Count)]));
    }

    private string Moved(MovedThresholdForm f, string p)
    {
        var v = Column(p, f.Positive);
        var above = f.Threshold < 1
            ? writer.Node("Add", [writer.Node("Div", [writer.Node("Sub", [v, Number(f.Threshold)]), Number(2 * (1 - f.Threshold))]),
                Number(0.5)])
            : writer.Node("Add", [writer.Node("Mul", [v, Number(0)]), Number(1)]);
        above = writer.Node("Max", [above, Number(Math.BitIncrement(0.5))]);
        if (f.Threshold > 0)
        {
            var below = writer.Node("Less", [v, Number(f.Threshold)]);
            above = writer.Node("Where", [below, writer.Node("Div", [v, Number(2 * f.Threshold)]), above]);
        }

        var other = writer.Node("Sub", [Number(1), above]);
        return writer.Node("Concat", f.Positive == 0 ? [above, other] : [other, above], ("axis", 1));
    }

    private string Trees(TreesForm f, string x)
    {
        if (f.Groups is { } groups) x = Coded(groups, f.Columns, x);
        var isShares = f.Link is TreeLink.Shares or TreeLink.AveragedShares;
        var outputs = isShares ? f.ClassCount : f.Trees.Max(t => t.Output) + 1;
        var sums = writer.Node("Cast", [OnnxTrees.Add(writer, f, outputs, isShares, x)], ("to", (int)TensorProto.Types.DataType.Double));
        if (f.Divisor != 1) sums = writer.Node("Div", [sums, Number(f.Divisor)]);
        switch (f.Link)
        {
            case TreeLink.Shares:
                return sums;
            case TreeLink.AveragedShares:
                return Normalize(sums);
            case TreeLink.Softmax:
                return Softmax(sums);
            default:
                var p = writer.Node("Sigmoid", [sums]);
                return writer.Node("Concat", [writer.Node("Sub", [Number(1), p]), p], ("axis", 1));
        }
    }

    /// <summary>The place of the 1 among the columns of a category, −1 where all are 0: a product with a matrix.</summary>
    private string Coded(IReadOnlyList<Range> groups, int width, string x)
    {
        var (matrix, start) = (new double[width * groups.Count], new double[groups.Count]);
        foreach (var (j, group) in groups.Index())
        {
            var (first, length) = group.GetOffsetAndLength(width);
            if (length > 1) start[j] = -1;
            for (var k = 0; k < length; k++) matrix[((first + k) * groups.Count) + j] = length == 1 ? 1 : k + 1;
        }

        return writer.Node("Add", [writer.Node("MatMul", [x, writer.Constant(matrix, width, groups.Count)]), Row(start)]);
    }
}
