using System.Globalization;
using System.Runtime.InteropServices;

namespace Counterpoise.Boosting;

/// <summary>A model as XGBoost holds it.</summary>
internal sealed unsafe class BoosterHandle : SafeHandle
{
    private BoosterHandle(nint handle) : base(0, ownsHandle: true) => SetHandle(handle);

    public override bool IsInvalid => handle == 0;

    public int Rounds
    {
        get
        {
            XgBoostException.ThrowIfFailed(Native.Rounds(this, out var rounds));
            return rounds;
        }
    }

    public static BoosterHandle Create(MatrixHandle? training = null)
    {
        var matrix = training?.DangerousGetHandle() ?? 0;
        XgBoostException.ThrowIfFailed(Native.CreateBooster(&matrix, training is null ? 0u : 1u, out var booster));
        GC.KeepAlive(training);
        return new BoosterHandle(booster);
    }

    public void Set(string name, IFormattable value) => Set(name, value.ToString(null, CultureInfo.InvariantCulture));

    public void Set(string name, string value) => XgBoostException.ThrowIfFailed(Native.SetParameter(this, name, value));

    public void Update(int round, MatrixHandle training) => XgBoostException.ThrowIfFailed(Native.Update(this, round, training));

    /// <summary>The loss of these rows; lower is better.</summary>
    public double Loss(int round, MatrixHandle rows)
    {
        var matrix = rows.DangerousGetHandle();
        fixed (byte* name = "rows\0"u8)
        {
            var names = name;
            XgBoostException.ThrowIfFailed(Native.Evaluate(this, round, &matrix, &names, 1, out var text));
            GC.KeepAlive(rows);

            // The answer reads "[3]\trows-logloss:0.25".
            var answer = Marshal.PtrToStringUTF8(text)!;
            return double.Parse(answer[(answer.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture);
        }
    }

    public BoosterHandle First(int rounds)
    {
        XgBoostException.ThrowIfFailed(Native.Slice(this, 0, rounds, 1, out var slice));
        return new BoosterHandle(slice);
    }

    public float[] Predict(MatrixHandle rows, bool margins)
    {
        var configuration = $$"""{"type":{{(margins ? 1 : 0)}},"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":true}""";
        XgBoostException.ThrowIfFailed(Native.Predict(this, rows, configuration, out var shape, out var dimensions, out var values));
        var count = 1UL;
        for (var i = 0UL; i < dimensions; i++)
        {
            count *= shape[i];
        }

        return new ReadOnlySpan<float>(values, checked((int)count)).ToArray();
    }

    protected override bool ReleaseHandle() => Native.FreeBooster(handle) == 0;
}
