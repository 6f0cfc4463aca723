namespace Counterpoise.Torch.Kernels;

/// <summary>The two small layers of squeeze-and-excitation on [N, C]: hardsigmoid(W₂ relu(W₁ s + b₁) + b₂), and their backward.</summary>
internal sealed class Excitation(Tensor squeeze, Tensor squeezeBias, Tensor excite, Tensor exciteBias)
{
    // The slope of the hard sigmoid between −3 and 3.
    private const float Slope = 1f / 6;
    private const int Bend = 3;

    public Tensor[] Weights => [squeeze, squeezeBias, excite, exciteBias];

    /// <summary>
    /// The gate of each image and channel, and what the backward needs: the means, the hidden layer and the values before the hard sigmoid.
    /// </summary>
    /// <param name="means">[N, C].</param>
    public (Tensor Gate, Tensor[] State) Forward(Tensor means)
    {
        var hidden = torch.nn.functional.linear(means, squeeze.flatten(1), squeezeBias).relu();
        var before = torch.nn.functional.linear(hidden, excite.flatten(1), exciteBias);
        return (torch.nn.functional.hardsigmoid(before), [means, hidden, before]);
    }

    /// <summary>The gradients of the means and of the four weights.</summary>
    /// <param name="gradient">Of the gate, [N, C].</param>
    /// <param name="state">What the forward gave.</param>
    public (Tensor Means, Tensor[] Weights) Backward(Tensor gradient, Tensor[] state)
    {
        var (means, values) = (state[0], state[1]);
        var before = gradient * (state[2].abs().lt(Bend).to_type(gradient.Type) * Slope);
        var hidden = before.mm(excite.flatten(1)) * values.gt(0);
        return (
            hidden.mm(squeeze.flatten(1)),
            [
                hidden.t().mm(means).reshape(squeeze.Shape), hidden.sum([0L]),
                before.t().mm(values).reshape(excite.Shape), before.sum([0L]),
            ]);
    }
}
