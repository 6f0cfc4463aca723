using System.Numerics;
using Counterpoise.Torch;

namespace Counterpoise.Vision.Hyperspectral;

/// <summary>
/// The selective scan of a state-space model: h_t = exp(dt_t A) h_{t−1} + B̄_t u_t, y_t = C_t·h_t + D u_t, with B̄ = dt·B.
/// </summary>
/// <remarks>
/// One pass over the sequence in chunks of 64 steps, forward and backward. Only the state between chunks is kept; the backward computes the
/// states of a chunk again, so that memory grows with L/64 instead of L: 9,216 tokens of 128 channels and 16 states keep 1.2 MB a picture
/// in float32 instead of 75 MB. O(N·L·D·S); parallel over pictures and blocks of 64 channels whose number does not depend on the threads,
/// and sums over blocks are added in order. Reference: Gu and Dao, "Mamba: Linear-Time Sequence Modeling with Selective State Spaces",
/// 2023, arXiv:2312.00752. There is no second derivative.
/// </remarks>
public sealed class SelectiveScan : CustomFunction
{
    private readonly ScanDiscretization _discretization;
    private Array? _states;

    private SelectiveScan(ScanDiscretization discretization) => _discretization = discretization;

    /// <inheritdoc/>
    protected override string Name => nameof(SelectiveScan);

    /// <summary>Runs the scan over sequences.</summary>
    /// <param name="u">The input, [N, L, D], float32 or float64; L at least 1.</param>
    /// <param name="dt">Step sizes above 0, [N, L, D].</param>
    /// <param name="a">A, negative, [D, S].</param>
    /// <param name="b">B, [N, L, S].</param>
    /// <param name="c">C, [N, L, S].</param>
    /// <param name="skip">D, [D].</param>
    /// <param name="discretization">How the input enters the state.</param>
    /// <returns>y, [N, L, D].</returns>
    /// <exception cref="ArgumentException">Shapes or types do not fit.</exception>
    public static Tensor Apply(Tensor u, Tensor dt, Tensor a, Tensor b, Tensor c, Tensor skip,
        ScanDiscretization discretization = ScanDiscretization.Simplified)
    {
        Tensor[] all = [u, dt, a, b, c, skip];
        Array.ForEach(all, tensor => ArgumentNullException.ThrowIfNull(tensor));
        long[] shape = u.Shape;
        var fits = shape.Length == 3 && shape[1] >= 1 && a.Rank == 2 && a.Size(0) == shape[2]
            && dt.Shape.AsSpan().SequenceEqual(shape) && b.Shape.AsSpan().SequenceEqual([shape[0], shape[1], a.Size(1)])
            && c.Shape.AsSpan().SequenceEqual(b.Shape) && skip.Shape.AsSpan().SequenceEqual([shape[2]]);
        if (!fits || all.Any(t => t.Type != u.Type) || u.Type is not (ScalarType.Float32 or ScalarType.Float64))
        {
            throw new ArgumentException(
                $"found u {u.ShapeText}, dt {dt.ShapeText}, A {a.ShapeText}, B {b.ShapeText}, C {c.ShapeText}, D {skip.ShapeText} of "
                + $"{string.Join(", ", all.Select(t => t.Type).Distinct())}; expected [N, L, D], [N, L, D], [D, S], [N, L, S], [N, L, "
                + $"S], [D] of float32 or float64", nameof(u));
        }

        using var scope = torch.NewDisposeScope();
        return scope.Keep(new SelectiveScan(discretization).Apply([.. all.Select(t => t.contiguous())]));
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor?[] inputs)
    {
        foreach (var input in inputs)
        {
            Save(input!);
        }

        return inputs[0]!.Type == ScalarType.Float64 ? Forward<double>(inputs!) : Forward<float>(inputs!);
    }

    /// <inheritdoc/>
    protected override Tensor?[] Backward(Tensor gradient)
    {
        using var scope = torch.NewDisposeScope();
        var dense = gradient.contiguous();
        var results = dense.Type == ScalarType.Float64 ? Backward<double>(dense) : Backward<float>(dense);
        scope.Keep(results.OfType<Tensor>().ToArray());
        return results;
    }

    private Tensor Forward<T>(Tensor[] inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var y = Tensor.Empty(inputs[0].Shape, inputs[0].Type);
        var kernel = new ScanKernel<T>(inputs, _discretization);
        _states = kernel.Forward(y, NeedsGradient);
        return y;
    }

    private Tensor?[] Backward<T>(Tensor gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Tensor[] inputs = [.. Enumerable.Range(0, 6).Select(Saved)];
        return new ScanKernel<T>(inputs, _discretization).Backward(gradient, (T[])_states!);
    }
}
