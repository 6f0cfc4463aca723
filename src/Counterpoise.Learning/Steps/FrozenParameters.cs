using Counterpoise.Torch;

namespace Counterpoise.Learning.Steps;

/// <summary>Keeps parameters from learning until it is disposed.</summary>
internal sealed class FrozenParameters : IDisposable
{
    private readonly Tensor[] _parameters;

    public FrozenParameters(IEnumerable<Tensor> parameters)
    {
        _parameters = [.. parameters.Where(p => p.RequiresGrad)];
        Array.ForEach(_parameters, p => p.RequiresGrad = false);
    }

    public void Dispose() => Array.ForEach(_parameters, p => p.RequiresGrad = true);
}
