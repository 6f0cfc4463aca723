using Counterpoise.Torch.Native;

namespace Counterpoise.Torch;

/// <summary>A random stream of libtorch (MT19937 on the CPU) with its own seed and state; operators that draw take one, or the device's default.</summary>
public sealed unsafe class TorchGenerator : IDisposable
{
    private nint _handle;

    /// <summary>A generator of its own, beside the device's default one.</summary>
    public TorchGenerator(ulong seed, Device? device = null)
    {
        var on = device ?? Device.Cpu;
        nint handle;
        Shim.Check(Shim.cp_generator_new((int)on.Type, on.Index, seed, &handle));
        _handle = handle;
    }

    private TorchGenerator(nint handle) => _handle = handle;

    /// <summary>The backstop for generators nobody disposed.</summary>
    ~TorchGenerator() => Free();

    internal nint Handle
    {
        get
        {
            ObjectDisposedException.ThrowIf(_handle == 0, this);
            return _handle;
        }
    }

    /// <summary>The device's default generator, which dropout and friends draw from.</summary>
    public static TorchGenerator DefaultOf(Device device)
    {
        nint handle;
        Shim.Check(Shim.cp_generator_default((int)device.Type, device.Index, &handle));
        return new TorchGenerator(handle);
    }

    /// <summary>Starts the stream anew.</summary>
    public void Seed(ulong seed) => Shim.Check(Shim.cp_generator_seed(Handle, seed));

    /// <summary>The state, to be handed to <see cref="SetState"/> of a generator on the same kind of device.</summary>
    public byte[] GetState()
    {
        nint state;
        Shim.Check(Shim.cp_generator_state(Handle, &state));
        using var tensor = new Tensor(state);
        return tensor.ToArray<byte>();
    }

    /// <summary>Continues where <see cref="GetState"/> was called.</summary>
    /// <exception cref="TorchException">These bytes are no state of such a generator.</exception>
    public void SetState(byte[] state)
    {
        ArgumentNullException.ThrowIfNull(state);
        using var tensor = Tensor.FromArray(state);
        Shim.Check(Shim.cp_generator_state_set(Handle, tensor.Handle));
    }

    /// <summary>Frees the generator.</summary>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        var handle = Interlocked.Exchange(ref _handle, 0);
        if (handle != 0)
        {
            Shim.cp_generator_free(handle);
        }
    }
}
