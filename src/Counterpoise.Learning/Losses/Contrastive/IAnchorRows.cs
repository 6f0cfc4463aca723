using System.Numerics;
using System.Numerics.Tensors;

namespace Counterpoise.Learning.Losses;

/// <summary>The anchors of one batch, and which of the others are their positives.</summary>
internal interface IAnchorRows
{
    /// <summary>M.</summary>
    int Count { get; }

    /// <summary>Anchors that have no positive.</summary>
    int WithoutPositive { get; }

    /// <summary>
    /// Turns a row of similarities s_i· into the gradient of w · loss_i with respect to that row, in place:
    /// loss_i = logsumexp_{a≠i} s_ia − mean_{p∈P(i)} s_ip, gradient_ia = w (softmax_ia − [a∈P(i)] / |P(i)|), gradient_ii = 0.
    /// </summary>
    /// <param name="anchor">The anchor i.</param>
    /// <param name="row">Similarities, already divided by the temperature, [M].</param>
    /// <param name="weight">The factor w of the reduction.</param>
    /// <returns>loss_i, without w; 0 for an anchor without a positive.</returns>
    T LossAndGradient<T>(int anchor, Span<T> row, T weight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Turns similarities into w · softmax, in place; −∞ stays out of it.</summary>
    /// <returns>logsumexp of the similarities.</returns>
    static T Softmax<T>(Span<T> row, T weight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var maximum = TensorPrimitives.Max<T>(row);
        TensorPrimitives.Subtract(row, maximum, row);
        TensorPrimitives.Exp<T>(row, row);
        var sum = TensorPrimitives.Sum<T>(row);
        TensorPrimitives.Multiply(row, weight / sum, row);
        return maximum + T.Log(sum);
    }
}
