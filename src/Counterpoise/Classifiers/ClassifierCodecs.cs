using Counterpoise.SavedModels;

namespace Counterpoise.Classifiers;

/// <summary>The kinds of fitted classifiers that can be written and read.</summary>
/// <param name="codecs">One for each kind.</param>
public sealed class ClassifierCodecs(IEnumerable<IClassifierCodec> codecs)
{
    /// <summary>A file that names more classes is not believed.</summary>
    internal const int MostClasses = 1 << 16;

    private const string KindName = "kind";

    private readonly IClassifierCodec[] _codecs = [.. codecs];

    /// <summary>The kinds.</summary>
    public IReadOnlyList<IClassifierCodec> Kinds => _codecs;

    /// <summary>These and further ones.</summary>
    /// <param name="further">Codecs of further types, of names that are new.</param>
    /// <exception cref="ArgumentException">A name or a type is taken.</exception>
    public ClassifierCodecs With(params IEnumerable<IClassifierCodec> further)
    {
        IClassifierCodec[] all = [.. _codecs, .. further];
        return all.DistinctBy(c => c.Kind).Count() == all.Length && all.DistinctBy(c => c.Fitted).Count() == all.Length ? new(all)
            : throw new ArgumentException("two codecs are for one kind or one type; each needs its own", nameof(further));
    }

    /// <summary>Writes a classifier.</summary>
    /// <param name="part">The part in which it stands.</param>
    /// <param name="name">Its name there.</param>
    /// <param name="fitted">The classifier.</param>
    /// <exception cref="NotSupportedException">No codec is for its type.</exception>
    public void Write(PartWriter part, string name, IFittedClassifier fitted)
    {
        ArgumentNullException.ThrowIfNull(part);
        part.Part(name, own => Write(own, fitted));
    }

    /// <summary>Writes classifiers.</summary>
    /// <param name="part">The part in which they stand.</param>
    /// <param name="name">Their name there.</param>
    /// <param name="fitted">The classifiers.</param>
    /// <exception cref="NotSupportedException">No codec is for the type of one.</exception>
    public void Write(PartWriter part, string name, IEnumerable<IFittedClassifier> fitted)
    {
        ArgumentNullException.ThrowIfNull(part);
        part.Parts(name, fitted, Write);
    }

    /// <summary>Reads a classifier.</summary>
    /// <param name="part">The part in which it stands.</param>
    /// <param name="name">Its name there.</param>
    /// <exception cref="InvalidDataException">It is missing, of an unknown kind, or says what cannot be.</exception>
    public IFittedClassifier Read(PartReader part, string name)
    {
        ArgumentNullException.ThrowIfNull(part);
        return Read(part.Part(name));
    }

    /// <summary>Reads at least one classifier of the same classes.</summary>
    /// <param name="part">The part in which they stand.</param>
    /// <param name="name">Their name there.</param>
    /// <param name="classCount">Their number of classes.</param>
    /// <exception cref="InvalidDataException">They are missing, one is of an unknown kind, or they say what cannot be.</exception>
    public IFittedClassifier[] ReadAll(PartReader part, string name, int classCount)
    {
        ArgumentNullException.ThrowIfNull(part);
        IFittedClassifier[] all = [.. part.Parts(name).Select(Read)];
        return all.Length == 0 ? throw part.Fault($"'{name}' is empty; expected at least one classifier")
            : all.All(c => c.ClassCount == classCount) ? all
            : throw part.Fault($"'{name}' holds a classifier of another number of classes than {classCount}");
    }

    private void Write(PartWriter part, IFittedClassifier fitted)
    {
        ArgumentNullException.ThrowIfNull(fitted);
        var codec = Array.Find(_codecs, c => c.Fitted == fitted.GetType())
            ?? throw new NotSupportedException($"a classifier of type {fitted.GetType().Name} cannot be saved: no codec is for it");
        part.Text(KindName, codec.Kind);
        codec.Write(fitted, part, this);
    }

    private IFittedClassifier Read(PartReader part)
    {
        var kind = part.Text(KindName);
        var codec = Array.Find(_codecs, c => c.Kind == kind)
            ?? throw part.Fault($"the classifier is a '{kind}'; known are {string.Join(", ", _codecs.Select(c => c.Kind))}");
        return codec.Read(part, this);
    }
}
