using System.Numerics.Tensors;
using Counterpoise.Numerics;

namespace Counterpoise.Vision.Episodes;

/// <summary>
/// A cosine head that starts at the prototypes and is tuned on the supports: logits τ cos(z, w_c), cross-entropy, plain gradient steps with
/// the rows of w brought back to norm 1.
/// </summary>
/// <param name="steps">Gradient steps, at least 0. Default 100.</param>
/// <param name="rate">Step size, above 0. Default 0.1.</param>
/// <param name="scale">τ, above 0. Default 10.</param>
/// <remarks>Reference: Chen et al., "A closer look at few-shot classification", ICLR 2019, arXiv:1904.04232 (Baseline++).</remarks>
public sealed class FineTunedHead(int steps = 100, double rate = 0.1, double scale = 10) : IFewShotMethod
{
    /// <inheritdoc/>
    public string Name => "fine-tuned head";

    /// <inheritdoc/>
    public double[] Predict(DenseMatrix supports, int[] labels, int classCount, DenseMatrix queries)
    {
        ArgumentNullException.ThrowIfNull(supports);
        ArgumentNullException.ThrowIfNull(queries);
        var rows = FeatureRows.Normalize(supports);
        var head = FeatureRows.Normalize(FeatureRows.ClassMeans(rows, labels, classCount));
        var step = new double[head.Columns];
        for (var t = 0; t < steps; t++)
        {
            var own = head;
            var p = FeatureRows.Softmax(rows.Rows, classCount, (i, c) => scale * TensorPrimitives.Dot<double>(rows.Row(i), own.Row(c)));
            for (var i = 0; i < rows.Rows; i++)
            {
                for (var c = 0; c < classCount; c++)
                {
                    var error = (c == labels[i] ? 1 : 0) - p[(i * classCount) + c];
                    TensorPrimitives.Multiply(rows.Row(i), rate * error / rows.Rows, step);
                    TensorPrimitives.Add(head.Row(c), step, head.Row(c));
                }
            }

            head = FeatureRows.Normalize(head);
        }

        var queryRows = FeatureRows.Normalize(queries);
        return FeatureRows.Softmax(queries.Rows, classCount, (i, c) => scale * TensorPrimitives.Dot<double>(queryRows.Row(i), head.Row(c)));
    }
}
