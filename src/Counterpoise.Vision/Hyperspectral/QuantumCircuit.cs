using Counterpoise.Torch;

namespace Counterpoise.Vision.Hyperspectral;

/// <summary>
/// A quantum circuit, simulated exactly on its state vector, as a function of tensors: RX(x_i) on wire i; in each layer RX(w_li) on every
/// wire and a ring of CNOTs i → i+1; out come the expectations ⟨Z_i⟩ in [−1, 1].
/// </summary>
/// <remarks>
/// The gradient is the adjoint method's: one pass back through the gates with the states before each, O(gates · 2^wires) a row, instead of
/// parameter shift's two runs for each angle. With RX and CNOTs alone the expectations are sums of products of cosines and sines of the
/// angles: whatever it computes, a few numbers of a processor compute as well, and no quantum advantage can be claimed. Reference: Jones
/// and Gacon, "Efficient calculation of gradients in classical simulations of variational quantum algorithms", 2020, arXiv:2009.02823;
/// PennyLane's AngleEmbedding and BasicEntanglerLayers.
/// </remarks>
public sealed class QuantumCircuit : CustomFunction
{
    /// <summary>More wires than this are refused: the state vector doubles with each.</summary>
    public const int MostWires = 12;

    private int _wires;
    private int _layers;

    private QuantumCircuit()
    {
    }

    /// <inheritdoc/>
    protected override string Name => nameof(QuantumCircuit);

    /// <summary>Runs the circuit on a batch.</summary>
    /// <param name="angles">x, [N, wires], float32 or float64; 2 to 12 wires.</param>
    /// <param name="weights">w, [layers, wires], of the same type; no layers leave the embedding alone.</param>
    /// <returns>⟨Z_i⟩, [N, wires].</returns>
    /// <exception cref="ArgumentException">Shapes or types do not fit, or an angle is not finite.</exception>
    public static Tensor Expectations(Tensor angles, Tensor weights)
    {
        ArgumentNullException.ThrowIfNull(angles);
        ArgumentNullException.ThrowIfNull(weights);
        if (angles.Rank != 2 || weights.Rank != 2 || angles.Size(1) != weights.Size(1) || angles.Type != weights.Type
            || angles.Size(1) is < 2 or > MostWires)
        {
            throw new ArgumentException(
                $"found angles {angles.ShapeText} of {angles.Type} and weights {weights.ShapeText} of {weights.Type}; expected [N, "
                + $"wires] and [layers, wires] of one type, 2 to {MostWires} wires", nameof(angles));
        }

        return new QuantumCircuit().Apply(angles, weights);
    }

    /// <summary>The norm of the final state, which rounding alone moves from 1.</summary>
    /// <param name="angles">x, as many as wires.</param>
    /// <param name="weights">w, row-major layers × wires.</param>
    public static double StateNorm(double[] angles, double[] weights)
    {
        ArgumentNullException.ThrowIfNull(angles);
        ArgumentNullException.ThrowIfNull(weights);
        var state = new StateVector(angles.Length);
        state.Run(angles, weights);
        return state.Norm;
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor?[] inputs)
    {
        var (angles, weights) = (Save(inputs[0]!), Save(inputs[1]!));
        (_wires, _layers) = ((int)angles.Size(1), (int)weights.Size(0));
        var (x, w) = (Values(angles), Values(weights));
        if (Array.FindIndex(x, v => !double.IsFinite(v)) is var bad && bad >= 0)
        {
            throw new ArgumentException(
                $"the angle of row {bad / _wires}, wire {bad % _wires} is {x[bad]}; expected finite numbers, such as of tanh");
        }

        var n = (int)angles.Size(0);
        var result = new double[n * _wires];
        Parallel.For(0, n, i =>
        {
            var state = new StateVector(_wires);
            state.Run(x.AsSpan(i * _wires, _wires), w);
            state.Expectations(result.AsSpan(i * _wires, _wires));
        });
        return Tensor.FromArray(result, n, _wires).to_type(angles.Type);
    }

    /// <inheritdoc/>
    protected override Tensor?[] Backward(Tensor gradient)
    {
        var (angles, weights) = (Saved(0), Saved(1));
        var (x, w, g) = (Values(angles), Values(weights), Values(gradient));
        var n = (int)angles.Size(0);
        var (dx, dw) = (new double[x.Length], new double[n][]);
        Parallel.For(0, n, i =>
        {
            dw[i] = new double[w.Length];
            var state = new StateVector(_wires);
            state.Run(x.AsSpan(i * _wires, _wires), w);
            state.Adjoint(x.AsSpan(i * _wires, _wires), w, g.AsSpan(i * _wires, _wires), dx.AsSpan(i * _wires, _wires), dw[i]);
        });

        // Rows are added in their order, so that threads have no part in the sum.
        var sum = new double[w.Length];
        foreach (var row in dw)
        {
            for (var j = 0; j < sum.Length; j++)
            {
                sum[j] += row[j];
            }
        }

        return [Tensor.FromArray(dx, n, _wires).to_type(angles.Type), Tensor.FromArray(sum, _layers, _wires).to_type(weights.Type)];
    }

    private static double[] Values(Tensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        return tensor.to_type(ScalarType.Float64).ToArray<double>();
    }
}
