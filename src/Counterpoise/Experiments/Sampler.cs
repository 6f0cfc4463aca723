using Counterpoise.Comparisons;
using Counterpoise.Methods;
using Counterpoise.Options;
using Counterpoise.Resampling;

namespace Counterpoise.Experiments;

/// <summary>
/// A sampler with its options, whose neighbours within a class are lowered, with a note, where a class is too small and they were not
/// asked for.
/// </summary>
internal sealed class Sampler
{
    private readonly DataMethod _method;
    private readonly OptionSchema _schema;
    private readonly IReadOnlyDictionary<string, string> _given;
    private readonly int? _neighbors;

    private Sampler(DataMethod method, OptionSchema schema, IReadOnlyDictionary<string, string> given)
    {
        (_method, _schema, _given) = (method, schema, given);
        Changed = schema.Bind(method.Name, given).Changed;
        var asked = method.ClassNeighbors is { } name
            && given.Keys.Any(k => k.Replace('_', '-').Equals(name, StringComparison.OrdinalIgnoreCase));
        _neighbors = method.ClassNeighbors is null || asked ? null
            : int.Parse(schema.Options.Single(o => o.Name == method.ClassNeighbors).Default,
                System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Its options that are not the defaults.</summary>
    public IReadOnlyDictionary<string, string> Changed { get; }

    public static Sampler Create(
        MethodVariant variant, DataMethod method, IReadOnlyList<Learner> learners, IReadOnlyList<string>? classNames) =>
        new(method, method.Schema(learners, classNames), variant.OptionsOf(method.Name));

    /// <summary>The sampler for training rows of these class counts, and what was changed for them.</summary>
    public (IResampler Resampler, CellNote? Note) For(int[] counts)
    {
        var most = counts.Where(c => c > 0).DefaultIfEmpty(0).Min() - 1;
        if (_neighbors is not { } wanted || wanted <= most || most < 1)
        {
            return (_method.Create(_schema.Bind(_method.Name, _given).Value), null);
        }

        var lowered = new Dictionary<string,
            string>(_given) { [_method.ClassNeighbors!] = most.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        return (_method.Create(_schema.Bind(_method.Name, lowered).Value),
            new(CellNoteKind.NeighborsLowered, $"k lowered from {wanted} to {most}: the rarest class has {most + 1} training rows"));
    }
}
