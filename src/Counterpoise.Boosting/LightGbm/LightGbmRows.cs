using System.Runtime.InteropServices;
using Counterpoise.Numerics;

namespace Counterpoise.Boosting;

/// <summary>Rows as LightGBM holds them: in bins.</summary>
internal sealed unsafe class LightGbmRows : SafeHandle
{
    private LightGbmRows(nint handle) : base(0, ownsHandle: true) => SetHandle(handle);

    public override bool IsInvalid => handle == 0;

    /// <summary>Rows in bins of their own, or in those of other rows.</summary>
    public static LightGbmRows From(DenseMatrix features, ReadOnlySpan<int> labels, ReadOnlySpan<double> weights, string parameters,
        LightGbmRows? bins = null)
    {
        var values = new float[labels.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = labels[i];
        }

        return From(features, values, weights, parameters, bins);
    }

    /// <summary>Rows whose labels are numbers to predict.</summary>
    public static LightGbmRows From(DenseMatrix features, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, string parameters)
    {
        var values = new float[targets.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)targets[i];
        }

        return From(features, values, weights, parameters, null);
    }

    private static LightGbmRows From(DenseMatrix features, float[] values, ReadOnlySpan<double> weights, string parameters,
        LightGbmRows? bins)
    {
        LightGbmRows rows;
        fixed (double* data = features.Data)
        {
            // LightGBM copies the numbers, so the array need stand still only for this call.
            LightGbmException.ThrowIfFailed(LightGbmNative.CreateRows(data, LightGbmNative.Float64, features.Rows, features.Columns, 1,
                parameters, bins?.DangerousGetHandle() ?? 0, out var set));
            GC.KeepAlive(bins);
            rows = new LightGbmRows(set);
        }

        rows.Set("label", values);
        if (!weights.IsEmpty)
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = (float)weights[i];
            }

            rows.Set("weight", values);
        }

        return rows;
    }

    protected override bool ReleaseHandle() => LightGbmNative.FreeRows(handle) == 0;

    private void Set(string field, float[] values) => LightGbmException.ThrowIfFailed(
        LightGbmNative.SetField(this, field, values, values.Length, LightGbmNative.Float32));
}
