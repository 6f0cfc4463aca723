using System.Globalization;
using System.Runtime.InteropServices;
using Counterpoise.Numerics;

namespace Counterpoise.Boosting;

/// <summary>A model as XGBoost holds it.</summary>
internal sealed unsafe class XgBoostModel : SafeHandle, ITreeModel
{
    private const string ClassesAttribute = "counterpoise_classes", ColumnsAttribute = "counterpoise_columns";

    private XgBoostModel(nint handle) : base(0, ownsHandle: true) => SetHandle(handle);

    public override bool IsInvalid => handle == 0;

    public int ClassCount { get; private set; }

    public int ColumnCount
    {
        get
        {
            XgBoostException.ThrowIfFailed(XgBoostNative.FeatureCount(this, out var columns));
            return (int)columns;
        }
    }

    public int Rounds
    {
        get
        {
            XgBoostException.ThrowIfFailed(XgBoostNative.Rounds(this, out var rounds));
            return rounds;
        }
    }

    public static XgBoostModel Create(XgBoostRows? training = null)
    {
        var matrix = training?.DangerousGetHandle() ?? 0;
        XgBoostException.ThrowIfFailed(XgBoostNative.CreateBooster(&matrix, training is null ? 0u : 1u, out var booster));
        GC.KeepAlive(training);
        return new XgBoostModel(booster);
    }

    /// <summary>Reads a model and the note of its columns; null where it does not name its number of classes.</summary>
    public static (XgBoostModel Model, string? Columns)? Deserialize(ReadOnlySpan<byte> bytes, int threads)
    {
        var model = Create();
        try
        {
            XgBoostException.ThrowIfFailed(XgBoostNative.Load(model, bytes, (ulong)bytes.Length));
            model.Set("nthread", threads);
            if (model.Attribute(ClassesAttribute) is { } classes)
            {
                model.ClassCount = int.Parse(classes, CultureInfo.InvariantCulture);
                return (model, model.Attribute(ColumnsAttribute));
            }
        }
        catch
        {
            model.Dispose();
            throw;
        }

        model.Dispose();
        return null;
    }

    public void SetClassCount(int classes) => ClassCount = classes;

    public void Set(string name, IFormattable value) => Set(name, value.ToString(null, CultureInfo.InvariantCulture));

    public void Set(string name, string value) => XgBoostException.ThrowIfFailed(XgBoostNative.SetParameter(this, name, value));

    /// <summary>Does one round; XGBoost adds a tree also where nothing can be split.</summary>
    public bool Update(int round, XgBoostRows training)
    {
        XgBoostException.ThrowIfFailed(XgBoostNative.Update(this, round, training));
        return true;
    }

    /// <summary>The loss of these rows; lower is better.</summary>
    public double Loss(int round, XgBoostRows rows)
    {
        var matrix = rows.DangerousGetHandle();
        fixed (byte* name = "rows\0"u8)
        {
            var names = name;
            XgBoostException.ThrowIfFailed(XgBoostNative.Evaluate(this, round, &matrix, &names, 1, out var text));
            GC.KeepAlive(rows);

            // The answer reads "[3]\trows-logloss:0.25".
            var answer = Marshal.PtrToStringUTF8(text)!;
            return double.Parse(answer[(answer.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture);
        }
    }

    public XgBoostModel First(int rounds)
    {
        XgBoostException.ThrowIfFailed(XgBoostNative.Slice(this, 0, rounds, 1, out var slice));
        return new XgBoostModel(slice) { ClassCount = ClassCount };
    }

    public double[] Predict(DenseMatrix features, int threads) => Predict(features, threads, kind: 0);

    public double[] Contributions(DenseMatrix features, int threads) => Predict(features, threads, kind: 2);

    private double[] Predict(DenseMatrix features, int threads, int kind)
    {
        using var rows = XgBoostRows.Of(features, threads);
        var configuration = $$"""{"type":{{kind}},"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":true}""";
        XgBoostException.ThrowIfFailed(XgBoostNative.Predict(this, rows, configuration, out var shape, out var dimensions, out var values));
        var count = 1UL;
        for (var i = 0UL; i < dimensions; i++)
        {
            count *= shape[i];
        }

        return Array.ConvertAll(new ReadOnlySpan<float>(values, checked((int)count)).ToArray(), v => (double)v);
    }

    public double[] Importance(ImportanceKind kind)
    {
        var name = kind switch { ImportanceKind.Gain => "gain", ImportanceKind.TotalGain => "total_gain",
            ImportanceKind.SplitCount => "weight", _ => "cover" };
        XgBoostException.ThrowIfFailed(XgBoostNative.FeatureScore(this, $$"""{"importance_type":"{{name}}"}""", out var count,
            out var names, out _, out _, out var scores));
        var importance = new double[ColumnCount];
        for (var i = 0; i < (int)count; i++)
        {
            // Columns without a name are called f0, f1, …
            importance[int.Parse(Marshal.PtrToStringUTF8(names[i])!.AsSpan(1), CultureInfo.InvariantCulture)] = scores[i];
        }

        return importance;
    }

    public byte[] Serialize(string columns)
    {
        XgBoostException.ThrowIfFailed(XgBoostNative.SetAttribute(this, ColumnsAttribute, columns));
        XgBoostException.ThrowIfFailed(XgBoostNative.SetAttribute(this, ClassesAttribute,
            ClassCount.ToString(CultureInfo.InvariantCulture)));
        XgBoostException.ThrowIfFailed(XgBoostNative.Save(this, """{"format":"json"}""", out var length, out var bytes));
        return new ReadOnlySpan<byte>(bytes, checked((int)length)).ToArray();
    }

    private string? Attribute(string name)
    {
        XgBoostException.ThrowIfFailed(XgBoostNative.GetAttribute(this, name, out var value, out var found));
        return found == 1 ? Marshal.PtrToStringUTF8(value) : null;
    }

    protected override bool ReleaseHandle() => XgBoostNative.FreeBooster(handle) == 0;
}
