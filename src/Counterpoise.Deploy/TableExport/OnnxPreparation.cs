using Counterpoise.Deploy.Onnx;
using Counterpoise.Pipelines;
using Counterpoise.Tables;
using Onnx;

namespace Counterpoise.Deploy.TableExport;

/// <summary>What fills, centres and scales the columns, as ONNX nodes.</summary>
internal static class OnnxPreparation
{
    private const string Numbers = "numbers", Names = "names";

    /// <summary>Adds the inputs, and the prepared columns [N, d] in double precision.</summary>
    public static string Add(OnnxGraphWriter writer, IReadOnlyList<PreparedColumn> columns)
    {
        PreparedColumn[] numbers = [.. columns.Where(c => c.Kind == ColumnKind.Numeric)],
            names = [.. columns.Where(c => c.Kind == ColumnKind.Categorical)];
        var pieces = new List<string>();
        // Where each column begins among the pieces, which hold numbers before categories.
        var starts = new Dictionary<string, int>();
        if (numbers.Length > 0)
        {
            writer.Input(Numbers, TensorProto.Types.DataType.Double, "N", numbers.Length);
            pieces.Add(Scaled(writer, numbers, Numbers));
            foreach (var (i, column) in numbers.Index()) starts[column.Name] = i;
        }

        if (names.Length > 0) writer.Input(Names, TensorProto.Types.DataType.String, "N", names.Length);
        var at = numbers.Length;
        foreach (var (i, column) in names.Index())
        {
            pieces.Add(OneHot(writer, column, i));
            starts[column.Name] = at;
            at += column.Width;
        }

        var all = pieces.Count == 1 ? pieces[0] : writer.Node("Concat", pieces, ("axis", 1));
        long[] order = [.. columns.SelectMany(c => Enumerable.Range(starts[c.Name], c.Width)).Select(p => (long)p)];
        return order.Index().All(p => p.Item == p.Index) ? all
            : writer.Node("Gather", [all, writer.Constant(order, order.Length)], ("axis", 1));
    }

    /// <summary>Adds what fills, centres and scales numbers [N, numbers] in double precision.</summary>
    public static string Scaled(OnnxGraphWriter writer, PreparedColumn[] numbers, string values)
    {
        string Row(Func<PreparedColumn, double> value) => writer.Constant([.. numbers.Select(value)], 1, numbers.Length);
        var filled = writer.Node("Where", [writer.Node("IsNaN", [values]), Row(c => c.Median), values]);
        return writer.Node("Div", [writer.Node("Sub", [filled, Row(c => c.Mean)]), Row(c => c.Scale)]);
    }

    private static string OneHot(OnnxGraphWriter writer, PreparedColumn column, int place)
    {
        var text = writer.Node("Gather", [Names, writer.Constant([(long)place], 1)], ("axis", 1));
        var (keys, places) = (column.Categories.ToList(), Enumerable.Range(0, column.Width).Select(k => (long)k).ToList());
        if (!keys.Contains(""))
        {
            keys.Add("");
            places.Add(keys.IndexOf(column.Mode));
        }

        var code = writer.ClassicalNode("LabelEncoder", [text], ("keys_strings", keys.ToArray()), ("values_int64s", places.ToArray()),
            ("default_int64", -1));
        var all = writer.Constant([.. Enumerable.Range(0, column.Width).Select(k => (long)k)], 1, column.Width);
        return writer.Node("Cast", [writer.Node("Equal", [code, all])], ("to", (int)TensorProto.Types.DataType.Double));
    }
}
