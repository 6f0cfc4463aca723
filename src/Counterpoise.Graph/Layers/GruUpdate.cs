using Counterpoise.Torch.Modules;

namespace Counterpoise.Graph.Layers;

/// <summary>
/// A gated update of a node by its message: z = σ(W_z m + U_z h), r = σ(W_r m + U_r h), c = tanh(W_h m + U_h (r ∘ h)), h' = (1 − z) ∘ h + z
/// ∘ c.
/// </summary>
/// <remarks>Reference: Li, Tarlow, Brockschmidt and Zemel, "Gated graph sequence neural networks", ICLR 2016, arXiv:1511.05493.</remarks>
public sealed class GruUpdate : nn.Module<Tensor, Tensor, Tensor>
{
    /// <summary>Creates the layer; initial weights are U(±1 / sqrt(width)), drawn by <c>Initialize(seed)</c>.</summary>
    /// <param name="width">d of message and node, 1 or more.</param>
    public GruUpdate(int width) : base(nameof(GruUpdate))
    {
        (MessageUpdate, StateUpdate) = (new Linear(width, width, false), new Linear(width, width, false));
        (MessageReset, StateReset) = (new Linear(width, width, false), new Linear(width, width, false));
        (MessageCandidate, StateCandidate) = (new Linear(width, width, false), new Linear(width, width, false));
        register_module("wz", MessageUpdate);
        register_module("uz", StateUpdate);
        register_module("wr", MessageReset);
        register_module("ur", StateReset);
        register_module("wh", MessageCandidate);
        register_module("uh", StateCandidate);
    }

    /// <summary>W_z.</summary>
    public Linear MessageUpdate { get; }

    /// <summary>U_z.</summary>
    public Linear StateUpdate { get; }

    /// <summary>W_r.</summary>
    public Linear MessageReset { get; }

    /// <summary>U_r.</summary>
    public Linear StateReset { get; }

    /// <summary>W_h.</summary>
    public Linear MessageCandidate { get; }

    /// <summary>U_h.</summary>
    public Linear StateCandidate { get; }

    /// <summary>Runs the update.</summary>
    /// <param name="message">m, [n, d].</param>
    /// <param name="state">h, [n, d].</param>
    /// <returns>h', [n, d].</returns>
    public override Tensor forward(Tensor message, Tensor state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var z = (MessageUpdate.forward(message) + StateUpdate.forward(state)).sigmoid();
        var r = (MessageReset.forward(message) + StateReset.forward(state)).sigmoid();
        var candidate = (MessageCandidate.forward(message) + StateCandidate.forward(r * state)).tanh();
        return ((1 - z) * state) + (z * candidate);
    }
}
