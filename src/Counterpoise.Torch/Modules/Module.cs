namespace Counterpoise.Torch.Modules;

/// <summary>
/// Part of a network: named parameters, buffers and children, whose full names are the keys of PyTorch's state dict.
/// </summary>
/// <remarks>
/// Values come from <see cref="ModuleExtensions.Initialize"/> or <see cref="LoadStateDict"/>; until then reading a random
/// parameter throws, so that no seed is ever ambient. <see cref="To"/> may replace tensors: make the optimiser afterwards.
/// </remarks>
public abstract partial class Module : IDisposable
{
    private readonly OrderedDictionary<string, Slot> _slots = [];
    private readonly OrderedDictionary<string, Module> _children = [];

    /// <summary>Whether the module is in train mode (batch statistics, dropout), as it is when new.</summary>
    public bool IsTraining { get; private set; } = true;

    /// <summary>The direct children by name, in order.</summary>
    public IEnumerable<KeyValuePair<string, Module>> Children => _children;

    /// <summary>How many numbers the parameters hold, frozen ones included.</summary>
    public long ParameterCount => Slots().Where(s => s.Slot.IsParameter).Sum(s => s.Slot.Count);

    /// <summary>Every parameter under its full name, such as <c>features.0.1.weight</c>, in PyTorch's order.</summary>
    /// <exception cref="InvalidOperationException">A parameter has no values yet.</exception>
    public IEnumerable<KeyValuePair<string, Tensor>> NamedParameters()
        => Slots().Where(s => s.Slot.IsParameter).Select(s => KeyValuePair.Create(s.Name, s.Slot.Value));

    /// <summary>Every parameter, in the order of <see cref="NamedParameters"/>.</summary>
    public IEnumerable<Tensor> Parameters() => NamedParameters().Select(p => p.Value);

    /// <summary>Every buffer under its full name: state that is saved but not learnt.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> NamedBuffers()
        => Slots().Where(s => !s.Slot.IsParameter).Select(s => KeyValuePair.Create(s.Name, s.Slot.Value));

    /// <summary>This module (under the empty name) and everything below it under full names, parents first.</summary>
    public IEnumerable<KeyValuePair<string, Module>> NamedModules() => Walk("");

    /// <summary>Puts the module and everything below it in train or eval mode.</summary>
    /// <param name="on">Train mode if true.</param>
    public void Train(bool on = true)
    {
        foreach (var (_, module) in NamedModules())
        {
            module.IsTraining = on;
        }
    }

    /// <summary>Puts the module and everything below it in eval mode.</summary>
    public void Eval() => Train(false);

    /// <summary>Freezes (false) or frees (true) the parameters whose full names fulfil a condition.</summary>
    /// <param name="on">Whether gradients are wanted.</param>
    /// <param name="which">The condition on the full name; all parameters if null.</param>
    public void RequireGrad(bool on, Func<string, bool>? which = null)
    {
        foreach (var (name, slot) in Slots())
        {
            if (slot.IsParameter && (which is null || which(name)))
            {
                slot.RequiresGrad = on;
            }
        }
    }

    /// <summary>Forgets the gradients of all parameters.</summary>
    public void ZeroGrad()
    {
        foreach (var (_, slot) in Slots())
        {
            if (slot is { IsParameter: true, HasValue: true })
            {
                slot.Value.Grad = null;
            }
        }
    }

    /// <summary>Moves parameters and buffers; tensors that change are replaced by new ones.</summary>
    /// <param name="type">The new type of floating-point tensors; null leaves it.</param>
    /// <param name="device">The new device; null leaves it.</param>
    /// <param name="format">The new memory format of tensors with four axes; null leaves it.</param>
    public void To(ScalarType? type = null, Device? device = null, MemoryFormat? format = null)
    {
        foreach (var (_, slot) in Slots())
        {
            slot.Move(type, device, format);
        }
    }

    /// <summary>Frees all parameters and buffers, also the children's.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The module's class name and its size.</summary>
    public override string ToString() => FormattableString.Invariant($"{GetType().Name} ({ParameterCount} parameters)");

    /// <summary>Frees the tensors; an override calls this one.</summary>
    /// <param name="disposing">False when a finaliser calls.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var (_, slot) in Slots())
            {
                slot.Dispose();
            }
        }
    }

    /// <summary>Declares a learnt tensor.</summary>
    /// <param name="name">Its name within this module, without a dot.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="initializer">What it starts from.</param>
    protected void AddParameter(string name, long[] shape, Initializer initializer)
        => Add(new Slot(GetType().Name, name, shape, initializer, ScalarType.Float32, isParameter: true));

    /// <summary>Declares a tensor that is saved but not learnt.</summary>
    /// <param name="name">Its name within this module, without a dot.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="initializer">What it starts from.</param>
    /// <param name="type">Its type.</param>
    protected void AddBuffer(string name, long[] shape, Initializer initializer, ScalarType type = ScalarType.Float32)
        => Add(new Slot(GetType().Name, name, shape, initializer, type, isParameter: false));

    /// <summary>Adds a child.</summary>
    /// <param name="name">Its name within this module, without a dot.</param>
    /// <param name="child">The child; this module frees its tensors.</param>
    /// <returns>The child.</returns>
    protected T AddChild<T>(string name, T child)
        where T : Module
    {
        ArgumentNullException.ThrowIfNull(child);
        CheckName(name);
        _children.Add(name, child);
        return child;
    }

    /// <summary>The parameter or buffer of this module that was declared under a name.</summary>
    /// <exception cref="InvalidOperationException">It has no values yet.</exception>
    protected Tensor Get(string name) => _slots[name].Value;

    internal IEnumerable<(string Name, Slot Slot)> Slots()
        => NamedModules().SelectMany(m => m.Value._slots.Select(s => (Join(m.Key, s.Key), s.Value)));

    private static string Join(string prefix, string name) => prefix.Length == 0 ? name : $"{prefix}.{name}";

    private void Add(Slot slot)
    {
        CheckName(slot.Name);
        _slots.Add(slot.Name, slot);
        if (slot.Initializer.IsConstant)
        {
            slot.Initialize(0, "");
        }
    }

    private void CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains('.', StringComparison.Ordinal) || _slots.ContainsKey(name) || _children.ContainsKey(name))
        {
            throw new ArgumentException($"'{name}' is no new name in {GetType().Name}: names are unique and have no dot", nameof(name));
        }
    }

    private IEnumerable<KeyValuePair<string, Module>> Walk(string prefix)
        => _children.SelectMany(c => c.Value.Walk(Join(prefix, c.Key))).Prepend(KeyValuePair.Create(prefix, this));
}
