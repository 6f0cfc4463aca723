namespace Counterpoise.Torch.Kernels;

/// <summary>The two small layers of squeeze-and-excitation on [N, C]: hardsigmoid(W₂ relu(W₁ s + b₁) + b₂), and their backward.</summary>
internal sealed class Excitation(Tensor squeeze, Tensor squeezeBias, Tensor excite, Tensor exciteBias)
{
    private static readonly Operator HardsigmoidBackward = Operator.Aten("hardsigmoid_backward");
    private Tensor? _means;
    private Tensor? _hidden;
    private Tensor? _before;

    /// <summary>The weights, [S, C, 1, 1], [S], [C, S, 1, 1], [C].</summary>
    public Tensor[] Weights => [squeeze, squeezeBias, excite, exciteBias];

    /// <summary>The gate of each image and channel; keeps what the backward needs.</summary>
    /// <param name="means">[N, C].</param>
    public Tensor Forward(Tensor means)
    {
        _means = DisposeScope.Detach(means);
        _hidden = DisposeScope.Detach(Functional.Linear(means, squeeze.Flatten(1), squeezeBias).Relu());
        _before = DisposeScope.Detach(Functional.Linear(_hidden, excite.Flatten(1), exciteBias));
        return _before.HardSigmoid();
    }

    /// <summary>The gradients of the means and of the four weights.</summary>
    public (Tensor Means, Tensor[] Weights) Backward(Tensor gradient)
    {
        var before = HardsigmoidBackward.Invoke(gradient, _before!);
        var hidden = before.MatMul(excite.Flatten(1)) * _hidden!.GreaterThan(0);
        return (
            hidden.MatMul(squeeze.Flatten(1)),
            [
                hidden.T().MatMul(_means!).Reshape(squeeze.Shape), hidden.Sum(0),
                before.T().MatMul(_hidden!).Reshape(excite.Shape), before.Sum(0),
            ]);
    }

    public void Release()
    {
        _means?.Dispose();
        _hidden?.Dispose();
        _before?.Dispose();
    }
}
