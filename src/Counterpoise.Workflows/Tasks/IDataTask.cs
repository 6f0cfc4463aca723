namespace Counterpoise.Workflows.Tasks;

/// <summary>
/// A kind of data, such as images or tables: it recognises its data and its models. A verb is given what it does with them by
/// kind, so that no verb asks for it.
/// </summary>
public interface IDataTask
{
    /// <summary>What the data are called, in the plural.</summary>
    string Name { get; }

    /// <summary>What data of this kind look like, for those who gave something else.</summary>
    string Expected { get; }

    /// <summary>The method that a training on such data takes where none is named.</summary>
    string DefaultMethod => "none";

    /// <summary>Whether a source is one data set of this kind.</summary>
    /// <param name="source">What the user gave.</param>
    /// <exception cref="InputException">It nearly is one; the message says what is missing.</exception>
    bool Recognizes(DataSource source);

    /// <summary>Whether methods can be compared on these sources together: one data set, or several of a kind that takes several.</summary>
    /// <param name="sources">What the user gave.</param>
    /// <exception cref="InputException">One nearly is of this kind; the message says what is missing.</exception>
    bool RecognizesAll(IReadOnlyList<DataSource> sources) => sources is [var only] && Recognizes(only);

    /// <summary>Whether a path names a model of this kind of data; it need not be there.</summary>
    /// <param name="path">What the user gave.</param>
    bool RecognizesModel(string path);

    /// <summary>Says of a source that it is of this kind, such as <c>'loans.csv' is a table</c>.</summary>
    /// <param name="path">The source.</param>
    string Describe(string path);
}
