namespace Counterpoise.Torch;

/// <summary>
/// An operator whose forward and backward are written in C#, as a node of TorchSharp's graph. One object serves one call:
/// <code>
/// sealed class Cube : CustomFunction {
///     public static Tensor Of(Tensor x) => new Cube().Apply(x);
///     protected override Tensor Forward(Tensor?[] inputs) => Save(inputs[0]!).pow(3);
///     protected override Tensor?[] Backward(Tensor gradient) => [3 * Saved(0).pow(2) * gradient];
/// }
/// </code>
/// Both run without recording. There is no second derivative, and no second backward through the same call.
/// </summary>
/// <remarks>
/// What TorchSharp's own class leaves open is settled here. An exception of the backward, which would end the process, makes the engine's
/// backward fail (<see cref="System.Runtime.InteropServices.ExternalException"/>), with the cause in <see cref="LastFailure"/>. Saved
/// tensors are freed when the node has run, gradients when the next node runs and not at the end of the caller's scope, and no gradient is
/// made up where none flowed back. State beside saved tensors belongs in managed memory: nobody is told when a node dies without a
/// backward.
/// </remarks>
public abstract class CustomFunction
{
    [ThreadStatic] private static string? t_lastApplied;
    private readonly List<Tensor> _kept = [];
    private List<Tensor>? _unpacked;
    private Tensor? _output;
    private int _inputs;
    private bool _applied;

    /// <summary>What the last backward on this thread threw, or null; reading it forgets it.</summary>
    public static Exception? LastFailure
    {
        get
        {
            var last = CustomFunctionNode.Failure;
            CustomFunctionNode.Failure = null;
            return last;
        }
    }

    /// <summary>
    /// The name of the function whose node this thread made last: TorchSharp does not tell a tensor's node. Setting it to null starts anew.
    /// </summary>
    internal static string? LastApplied
    {
        get => t_lastApplied;
        set => t_lastApplied = value;
    }

    /// <summary>The name errors use, the class's unless overridden.</summary>
    protected virtual string Name => GetType().Name;

    /// <summary>
    /// Whether a backward may follow: an input requires a gradient and the thread records. Without it nothing needs saving.
    /// </summary>
    protected bool NeedsGradient { get; private set; }

    /// <summary>Computes the output: a new tensor, neither an input nor a view of one.</summary>
    protected abstract Tensor Forward(Tensor?[] inputs);

    /// <summary>Computes the gradients of the inputs.</summary>
    /// <param name="gradient">Of the output.</param>
    /// <returns>One for each input; null for those that need none.</returns>
    protected abstract Tensor?[] Backward(Tensor gradient);

    /// <summary>Keeps a tensor for the backward, without its history; a no-op that returns the tensor where none will come.</summary>
    /// <returns>The tensor that was given.</returns>
    protected Tensor Save(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (NeedsGradient)
        {
            _kept.Add(tensor.detach().DetachFromDisposeScope());
        }

        return tensor;
    }

    /// <summary>A saved tensor, in the order of <see cref="Save"/>. It belongs to the function: do not dispose it.</summary>
    protected Tensor Saved(int index) => _unpacked![index];

    /// <summary>Runs the forward without recording and makes its output part of the graph.</summary>
    /// <exception cref="InvalidOperationException">The object was applied before, or the output is an input or a view.</exception>
    protected Tensor Apply(params Tensor?[] inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (_applied)
        {
            throw new InvalidOperationException($"{Name} was applied already: make a new object for each call");
        }

        _applied = true;
        _inputs = inputs.Length;
        NeedsGradient = torch.is_grad_enabled() && Array.Exists(inputs, input => input is { requires_grad: true });
        try
        {
            Tensor output;
            using (torch.no_grad())
            {
                output = Forward(inputs);
            }

            return NeedsGradient ? Attach(output, inputs) : output;
        }
        finally
        {
            _kept.ForEach(tensor => tensor.Dispose());
            _kept.Clear();
        }
    }

    internal void SaveFor(torch.autograd.AutogradContext context) => context.save_for_backward(_kept);

    internal Tensor TakeOutput() => _output!;

    internal int InputCount => _inputs;

    /// <summary>Runs the backward of a node; the gradients belong to no dispose scope.</summary>
    internal Tensor?[] Differentiate(List<Tensor> saved, Tensor gradient)
    {
        if (torch.is_grad_enabled())
        {
            throw new InvalidOperationException($"{Name} has no second derivative: call the backward without create_graph");
        }

        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        _unpacked = saved;
        try
        {
            var results = Backward(gradient);
            if (results.Length != _inputs)
            {
                throw new InvalidOperationException(
                    $"the backward of {Name} returned {results.Length} gradients, its forward had {_inputs} inputs: return null for "
                    + $"those that need none");
            }

            Array.ForEach(results, result => result?.DetachFromDisposeScope());
            return results;
        }
        finally
        {
            _unpacked = null;
        }
    }

    private Tensor Attach(Tensor output, Tensor?[] inputs)
    {
        if (Array.Exists(inputs, input => input is not null && input.SharesMemoryWith(output)))
        {
            throw new InvalidOperationException(
                $"the output of {Name} is one of its inputs or a view: return a new tensor, clone() makes one");
        }

        t_lastApplied = Name;
        using var scope = torch.NewDisposeScope();
        scope.Attach(output);
        _output = output;
        try
        {
            return scope.Keep(CustomFunctionNode.apply([this, .. inputs!]));
        }
        finally
        {
            _output = null;
        }
    }
}
