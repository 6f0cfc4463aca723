using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Counterpoise.Numerics;

namespace Counterpoise.Boosting;

/// <summary>A model as LightGBM holds it.</summary>
internal sealed unsafe class LightGbmModel : SafeHandle, ITreeModel
{
    private const int Probabilities = 0, Shapley = 3, SplitCount = 0, Gain = 1;

    // LightGBM reads no further than its own parts of the text.
    private static ReadOnlySpan<byte> Note => "\ncounterpoise_columns:"u8;

    private LightGbmModel(nint handle) : base(0, ownsHandle: true) => SetHandle(handle);

    public override bool IsInvalid => handle == 0;

    public int ClassCount
    {
        get
        {
            LightGbmException.ThrowIfFailed(LightGbmNative.ClassCount(this, out var classes));
            return Math.Max(2, classes);
        }
    }

    public int ColumnCount
    {
        get
        {
            LightGbmException.ThrowIfFailed(LightGbmNative.FeatureCount(this, out var columns));
            return columns;
        }
    }

    public int Rounds
    {
        get
        {
            LightGbmException.ThrowIfFailed(LightGbmNative.Rounds(this, out var rounds));
            return rounds;
        }
    }

    public static LightGbmModel Create(LightGbmRows training, string parameters)
    {
        LightGbmException.ThrowIfFailed(LightGbmNative.CreateBooster(training, parameters, out var booster));
        return new LightGbmModel(booster);
    }

    /// <summary>Reads a model and the note of its columns.</summary>
    public static (LightGbmModel Model, string? Columns) Deserialize(ReadOnlySpan<byte> text)
    {
        var note = text.LastIndexOf(Note);
        var columns = note < 0 ? null : Encoding.UTF8.GetString(text[(note + Note.Length)..]).Trim();
        // The C interface takes a text that ends in a zero.
        var ended = new byte[text.Length + 1];
        text.CopyTo(ended);
        LightGbmException.ThrowIfFailed(LightGbmNative.Load(ended, out _, out var booster));
        return (new LightGbmModel(booster), columns);
    }

    public void Watch(LightGbmRows rows) => LightGbmException.ThrowIfFailed(LightGbmNative.Watch(this, rows));

    /// <summary>Does one round; false where no leaf could be split any more.</summary>
    public bool Update()
    {
        LightGbmException.ThrowIfFailed(LightGbmNative.Update(this, out var finished));
        return finished == 0;
    }

    /// <summary>The loss of the watched rows; lower is better.</summary>
    public double Loss()
    {
        double loss;
        LightGbmException.ThrowIfFailed(LightGbmNative.Evaluate(this, 1, out _, &loss));
        return loss;
    }

    public void KeepFirst(int rounds)
    {
        while (Rounds > rounds)
        {
            LightGbmException.ThrowIfFailed(LightGbmNative.Rollback(this));
        }
    }

    public double[] Predict(DenseMatrix features, int threads) => Predict(features, threads, Probabilities, 1);

    public double[] Contributions(DenseMatrix features, int threads) => Predict(features, threads, Shapley, features.Columns + 1);

    private double[] Predict(DenseMatrix features, int threads, int kind, int width)
    {
        var classes = ClassCount;
        var values = new double[features.Rows * (classes == 2 ? 1 : classes) * width];
        fixed (double* data = features.Data)
        fixed (double* into = values)
        {
            var parameters = string.Create(CultureInfo.InvariantCulture, $"num_threads={threads} verbosity=-1");
            LightGbmException.ThrowIfFailed(LightGbmNative.Predict(this, data, LightGbmNative.Float64, features.Rows, features.Columns, 1,
                kind, 0, -1, parameters, out var length, into));
            return length == values.Length ? values : throw new LightGbmException(
                $"LightGBM gave {length} numbers for {features.Rows} rows of {classes} classes");
        }
    }

    public double[] Importance(ImportanceKind kind) => kind switch
    {
        ImportanceKind.SplitCount => Importance(SplitCount),
        ImportanceKind.TotalGain => Importance(Gain),
        ImportanceKind.Gain => [.. Importance(Gain).Zip(Importance(SplitCount), (gain, splits) => splits > 0 ? gain / splits : 0)],
        _ => throw new NotSupportedException(
            "LightGBM does not count the cover of columns: ask for Gain, TotalGain or SplitCount, or grow the trees with XGBoost"),
    };

    public byte[] Serialize(string columns)
    {
        LightGbmException.ThrowIfFailed(LightGbmNative.Save(this, 0, -1, Gain, 0, out var length, null));
        var text = new byte[length];
        fixed (byte* into = text)
        {
            LightGbmException.ThrowIfFailed(LightGbmNative.Save(this, 0, -1, Gain, length, out length, into));
        }

        return [.. text.AsSpan(..^1), .. Note, .. Encoding.UTF8.GetBytes(columns), (byte)'\n'];
    }

    protected override bool ReleaseHandle() => LightGbmNative.FreeBooster(handle) == 0;

    private double[] Importance(int kind)
    {
        var values = new double[ColumnCount];
        fixed (double* into = values)
        {
            LightGbmException.ThrowIfFailed(LightGbmNative.Importance(this, 0, kind, into));
        }

        return values;
    }
}
