using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Hyperspectral;

/// <summary>A <see cref="QuantumCircuit"/> with learnt angles, [N, wires] to [N, wires] in [−1, 1].</summary>
public sealed class QuantumLayer : nn.Module<Tensor, Tensor>
{
    /// <summary>Creates the layer; angles start uniformly in [−π, π).</summary>
    /// <param name="wires">Wires, 2 to 12.</param>
    /// <param name="layers">Layers of rotations and CNOTs, 1 or more.</param>
    public QuantumLayer(int wires = 4, int layers = 2) : base(nameof(QuantumLayer))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(wires, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(wires, QuantumCircuit.MostWires);
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        this.RegisterParameter("weights", [layers, wires], Initializer.Uniform(Math.PI));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => QuantumCircuit.Expectations(input, get_parameter("weights")!);
}
