using Counterpoise.Torch.Modules;

namespace Counterpoise.Torch.Optimizers;

/// <summary>
/// An average of a module's parameters over its training: a = decay · a + (1 - decay) p at each update, a = p at the
/// start. Buffers, such as running statistics, are copied.
/// </summary>
/// <remarks>
/// Reference: Polyak and Juditsky, "Acceleration of Stochastic Approximation by Averaging", 1992, doi:10.1137/0330046.
/// Equal to <c>AveragedModel</c> with the same average, which leaves buffers alone.
/// </remarks>
public sealed class ExponentialMovingAverage : IDisposable
{
    private readonly nn.Module _module;
    private readonly OrderedDictionary<string, Tensor> _average = [];

    /// <summary>Starts from a module's values of now.</summary>
    /// <param name="module">The module that is trained; it stays the caller's.</param>
    /// <param name="decay">How much of the average is kept at an update, in [0, 1]. Default 0.999.</param>
    public ExponentialMovingAverage(nn.Module module, double decay = 0.999)
    {
        ArgumentNullException.ThrowIfNull(module);
        if (decay is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(decay), decay, "a number in [0, 1] was expected");
        }

        (_module, Decay) = (module, decay);
        using var guard = torch.no_grad();
        foreach (var (name, value) in module.StateDict())
        {
            var copy = value.EmptyLike().DetachFromDisposeScope();
            copy.CopyFrom(value);
            _average.Add(name, copy);
        }
    }

    /// <summary>How much of the average is kept at an update.</summary>
    public double Decay { get; }

    /// <summary>Takes the module's values of now into the average; call it after every step.</summary>
    public void Update()
    {
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        foreach (var (name, parameter) in _module.NamedParameters())
        {
            _average[name].LerpInPlace(parameter, 1 - Decay);
        }

        foreach (var (name, buffer) in _module.NamedBuffers())
        {
            _average[name].CopyFrom(buffer);
        }
    }

    /// <summary>Puts the average into the module until the result is disposed, which puts the module's own values back.</summary>
    public IDisposable Apply() => new Applied(this);

    /// <summary>The average under the module's full names; the tensors are the average's own.</summary>
    public IReadOnlyDictionary<string, Tensor> StateDict() => _average;

    /// <summary>Copies in what <see cref="StateDict"/> gave.</summary>
    /// <param name="state">Tensors by full name.</param>
    /// <exception cref="KeyNotFoundException">A tensor is missing.</exception>
    public void LoadStateDict(IReadOnlyDictionary<string, Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        using var guard = torch.no_grad();
        foreach (var (name, value) in _average)
        {
            value.CopyFrom(state[name]);
        }
    }

    /// <summary>Frees the average.</summary>
    public void Dispose()
    {
        foreach (var (_, value) in _average)
        {
            value.Dispose();
        }
    }

    private sealed class Applied : IDisposable
    {
        private readonly ExponentialMovingAverage _owner;
        private readonly Dictionary<string, Tensor> _own = [];

        public Applied(ExponentialMovingAverage owner)
        {
            _owner = owner;
            using var guard = torch.no_grad();
            foreach (var (name, value) in owner._module.StateDict())
            {
                var copy = value.EmptyLike().DetachFromDisposeScope();
                copy.CopyFrom(value);
                _own.Add(name, copy);
            }

            owner._module.LoadStateDict(owner._average);
        }

        public void Dispose()
        {
            if (_own.Count == 0)
            {
                return;
            }

            _owner._module.LoadStateDict(_own);
            foreach (var (_, value) in _own)
            {
                value.Dispose();
            }

            _own.Clear();
        }
    }
}
