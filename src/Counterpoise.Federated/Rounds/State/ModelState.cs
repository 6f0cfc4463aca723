using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Counterpoise.Federated.Rounds;

/// <summary>
/// The tensors of a network, or what a method sends beside them, as plain numbers: immutable, and the same for the simulation and for real
/// processes.
/// </summary>
/// <param name="Entries">The tensors, in the order of the state dict.</param>
public sealed record ModelState(IReadOnlyList<StateEntry> Entries)
{
    /// <summary>A state without tensors.</summary>
    public static ModelState Empty { get; } = new([]);

    /// <summary>Bytes of all values.</summary>
    public long Bytes => Entries.Sum(entry => entry.Bytes);

    /// <summary>The tensor of a name; null where there is none.</summary>
    /// <param name="name">The name.</param>
    public StateEntry? this[string name] => Entries.FirstOrDefault(entry => entry.Name == name);

    /// <summary>Copies a network's parameters and buffers.</summary>
    /// <param name="network">The network; float32 or float64.</param>
    /// <exception cref="ArgumentException">A tensor is of another type.</exception>
    public static ModelState Read(nn.Module network)
    {
        ArgumentNullException.ThrowIfNull(network);
        using var scope = torch.NewDisposeScope();
        return new([.. network.state_dict().Select(tensor => Entry(tensor.Key, tensor.Value))]);
    }

    /// <summary>Copies one tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="tensor">Float32, float64 or int64; it stays the caller's.</param>
    /// <exception cref="ArgumentException">The tensor is of another type.</exception>
    public static StateEntry Entry(string name, Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (tensor.dtype is not (ScalarType.Float32 or ScalarType.Float64 or ScalarType.Int64))
        {
            throw new ArgumentException($"{name} is of type {tensor.dtype}; expected float32, float64 or int64", nameof(tensor));
        }

        using var wide = tensor.detach().cpu().to_type(ScalarType.Float64).contiguous();
        return new StateEntry(name, tensor.shape, tensor.dtype, wide.data<double>().ToArray());
    }

    /// <summary>Makes a tensor of an entry; it is the caller's.</summary>
    /// <param name="entry">The entry.</param>
    public static Tensor ToTensor(StateEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        using var wide = torch.tensor(entry.Values, [.. entry.Shape], dtype: ScalarType.Float64);
        return wide.to_type(entry.Type, copy: true);
    }

    /// <summary>Copies this state into a network.</summary>
    /// <param name="network">A network with tensors of the same names and shapes.</param>
    /// <param name="skip">Which entries are left as they are; null for none.</param>
    /// <exception cref="ArgumentException">Names or shapes differ; the message names the first that does.</exception>
    public void CopyTo(nn.Module network, Func<StateEntry, bool>? skip = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        using var scope = torch.NewDisposeScope();
        using var _ = torch.no_grad();
        var tensors = network.state_dict();
        if (tensors.Count != Entries.Count)
        {
            throw new ArgumentException(
                $"the state has {Entries.Count} tensors, the network {tensors.Count}: both must be of the same architecture",
                nameof(network));
        }

        foreach (var entry in Entries)
        {
            if (!tensors.TryGetValue(entry.Name, out var tensor) || !tensor.shape.SequenceEqual(entry.Shape))
            {
                throw new ArgumentException(
                    $"the state's {entry.Name} [{string.Join(", ", entry.Shape)}] does not fit the network, which has "
                    + $"{(tensor is null ? "no such tensor" : $"[{string.Join(", ", tensor.shape)}]")} there", nameof(network));
            }

            if (skip?.Invoke(entry) != true)
            {
                using var value = ToTensor(entry);
                tensor.copy_(value);
            }
        }
    }

    /// <summary>Whether another state has tensors of the same names and shapes in the same order.</summary>
    /// <param name="other">The other state.</param>
    public bool Fits(ModelState other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Entries.Count == other.Entries.Count
            && Entries.Zip(other.Entries).All(pair => pair.First.Name == pair.Second.Name && pair.First.Type == pair.Second.Type
                && pair.First.Shape.SequenceEqual(pair.Second.Shape));
    }

    /// <summary>The name of the first tensor with a value that is no finite number; null where there is none.</summary>
    public string? FirstNotFinite() => Entries.FirstOrDefault(entry => !Array.TrueForAll(entry.Values, double.IsFinite))?.Name;

    /// <summary>
    /// Σ w_k state_k of states that fit, with weights that add up to 1. Counters are those of the state with the largest weight.
    /// </summary>
    /// <param name="states">At least one state.</param>
    /// <param name="weights">A weight for each.</param>
    /// <exception cref="ArgumentException">There is none, the numbers differ, or the states do not fit.</exception>
    public static ModelState Combine(IReadOnlyList<ModelState> states, IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(states);
        ArgumentNullException.ThrowIfNull(weights);
        if (states.Count == 0 || states.Count != weights.Count || states.Any(state => !state.Fits(states[0])))
        {
            throw new ArgumentException(
                $"{states.Count} states and {weights.Count} weights: expected one or more states of one architecture, and a weight for "
                    + $"each", nameof(states));
        }

        var heaviest = Enumerable.Range(0, weights.Count).MaxBy(k => weights[k]);
        return new([.. states[0].Entries.Select((entry, at) => entry with
        {
            Values = entry.IsCounter ? states[heaviest].Entries[at].Values : Sum(states.Select(state => state.Entries[at]), weights),
        })]);
    }

    /// <summary>this + scale · (of − from), tensor by tensor; counters stay.</summary>
    /// <param name="of">What is added.</param>
    /// <param name="from">What is subtracted.</param>
    /// <param name="scale">The factor.</param>
    public ModelState Move(ModelState of, ModelState from, double scale)
    {
        ArgumentNullException.ThrowIfNull(of);
        ArgumentNullException.ThrowIfNull(from);
        return new([.. Entries.Select((entry, at) => entry.IsCounter ? entry : entry with
        {
            Values = Moved(entry.Values, of.Entries[at].Values, from.Entries[at].Values, scale),
        })]);
    }

    /// <summary>The same tensors with one of them replaced.</summary>
    /// <param name="entry">The new tensor; one of its name must be there.</param>
    public ModelState With(StateEntry entry) => new([.. Entries.Select(old => old.Name == entry.Name ? entry : old)]);

    /// <summary>The same names, shapes and types with zeros; counters and statistics too.</summary>
    public ModelState Zeros() => new([.. Entries.Select(entry => entry with { Values = new double[entry.Values.Length] })]);

    /// <summary>SHA-256 of names, shapes and values, in hexadecimal: equal states have equal prints.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> word = stackalloc byte[sizeof(double)];
        foreach (var entry in Entries)
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{entry.Name}:{string.Join(',', entry.Shape)}:{entry.Type};"));
            foreach (var value in entry.Values)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(word, value);
                hash.AppendData(word);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static double[] Moved(double[] values, double[] of, double[] from, double scale) =>
        [.. values.Select((value, i) => value + (scale * (of[i] - from[i])))];

    /// <summary>One state after the other, so that those in files are not in memory together.</summary>
    private static double[] Sum(IEnumerable<StateEntry> entries, IReadOnlyList<double> weights)
    {
        double[] sum = [];
        foreach (var (entry, weight) in entries.Zip(weights))
        {
            var values = entry.Values;
            sum = sum.Length == 0 ? new double[values.Length] : sum;
            for (var i = 0; i < sum.Length; i++)
            {
                sum[i] += weight * values[i];
            }
        }

        return sum;
    }
}
