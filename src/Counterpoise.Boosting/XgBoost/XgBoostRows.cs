using System.Globalization;
using System.Runtime.InteropServices;
using Counterpoise.Numerics;

namespace Counterpoise.Boosting;

/// <summary>Rows as XGBoost holds them.</summary>
internal sealed unsafe class XgBoostRows : SafeHandle
{
    private XgBoostRows(nint handle) : base(0, ownsHandle: true) => SetHandle(handle);

    public override bool IsInvalid => handle == 0;

    public static XgBoostRows Of(DenseMatrix features, int threads)
    {
        fixed (double* data = features.Data)
        {
            // XGBoost copies the numbers, so the array need stand still only for this call.
            var array = string.Create(CultureInfo.InvariantCulture,
                $$"""{"data":[{{(nint)data}},true],"shape":[{{features.Rows}},{{features.Columns}}],"typestr":"<f8","version":3}""");
            XgBoostException.ThrowIfFailed(
                XgBoostNative.CreateMatrix(array,
                    string.Create(CultureInfo.InvariantCulture, $$"""{"missing":NaN,"nthread":{{threads}}}"""), out var matrix));
            return new XgBoostRows(matrix);
        }
    }

    public XgBoostRows WithLabels(ReadOnlySpan<int> labels, ReadOnlySpan<double> weights)
    {
        var values = new float[labels.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = labels[i];
        }

        XgBoostException.ThrowIfFailed(XgBoostNative.SetFloats(this, "label", values, (ulong)values.Length));
        if (!weights.IsEmpty)
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = (float)weights[i];
            }

            XgBoostException.ThrowIfFailed(XgBoostNative.SetFloats(this, "weight", values, (ulong)values.Length));
        }

        return this;
    }

    protected override bool ReleaseHandle() => XgBoostNative.FreeMatrix(handle) == 0;
}
