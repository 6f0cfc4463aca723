using Counterpoise.SavedModels;

namespace Counterpoise.ImbalancedRegression;

/// <summary>The kinds of fitted regressors that can be written and read.</summary>
/// <param name="codecs">One for each kind.</param>
public sealed class RegressorCodecs(IEnumerable<IRegressorCodec> codecs)
{
    private const string KindName = "kind";

    private readonly IRegressorCodec[] _codecs = [.. codecs];

    /// <summary>The kinds.</summary>
    public IReadOnlyList<IRegressorCodec> Kinds => _codecs;

    /// <summary>These and further ones.</summary>
    /// <param name="further">Codecs of further types, of names that are new.</param>
    /// <exception cref="ArgumentException">A name or a type is taken.</exception>
    public RegressorCodecs With(params IEnumerable<IRegressorCodec> further)
    {
        IRegressorCodec[] all = [.. _codecs, .. further];
        return all.DistinctBy(c => c.Kind).Count() == all.Length && all.DistinctBy(c => c.Fitted).Count() == all.Length ? new(all)
            : throw new ArgumentException("two codecs are for one kind or one type; each needs its own", nameof(further));
    }

    /// <summary>Writes a regressor.</summary>
    /// <param name="part">The part in which it stands.</param>
    /// <param name="name">Its name there.</param>
    /// <param name="fitted">The regressor.</param>
    /// <exception cref="NotSupportedException">No codec is for its type.</exception>
    public void Write(PartWriter part, string name, IFittedRegressor fitted)
    {
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(fitted);
        var codec = Array.Find(_codecs, c => c.Fitted == fitted.GetType())
            ?? throw new NotSupportedException($"a regressor of type {fitted.GetType().Name} cannot be saved: no codec is for it");
        part.Part(name, own =>
        {
            own.Text(KindName, codec.Kind);
            codec.Write(fitted, own);
        });
    }

    /// <summary>Reads a regressor.</summary>
    /// <param name="part">The part in which it stands.</param>
    /// <param name="name">Its name there.</param>
    /// <exception cref="InvalidDataException">It is missing, of an unknown kind, or says what cannot be.</exception>
    public IFittedRegressor Read(PartReader part, string name)
    {
        ArgumentNullException.ThrowIfNull(part);
        var own = part.Part(name);
        var kind = own.Text(KindName);
        return (Array.Find(_codecs, c => c.Kind == kind)
            ?? throw own.Fault($"the regressor is a '{kind}'; known are {string.Join(", ", _codecs.Select(c => c.Kind))}")).Read(own);
    }
}
