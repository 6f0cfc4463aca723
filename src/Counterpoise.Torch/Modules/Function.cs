namespace Counterpoise.Torch.Modules;

/// <summary>A layer without parameters: any function of a tensor.</summary>
/// <param name="name">What it is called in messages.</param>
/// <param name="function">The function.</param>
public sealed class Function(string name, Func<Tensor, Tensor> function) : nn.Module<Tensor, Tensor>(nameof(Function))
{
    /// <summary>What it is called in messages.</summary>
    public string Name { get; } = name ?? throw new ArgumentNullException(nameof(name));

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => function(input);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
