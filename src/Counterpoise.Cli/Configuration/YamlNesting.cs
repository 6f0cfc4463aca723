using Counterpoise.Workflows;

namespace Counterpoise.Cli.Configuration;

/// <summary>
/// Refuses a configuration that nests deeper than any would: the parser calls itself at each level, and ends the process where the stack
/// does.
/// </summary>
internal static class YamlNesting
{
    private const int Deepest = 32;
    private const long Largest = 1 << 20;

    /// <summary>Looks at a file before it is parsed.</summary>
    /// <exception cref="InputException">It nests too deeply, or is too large for a configuration.</exception>
    public static void Require(FileInfo file)
    {
        if (file.Length > Largest)
            throw new InputException($"{file.FullName} has {file.Length} bytes; a configuration has at most {Largest}");
        var (line, flow, indents) = (0, 0, new Stack<int>());
        foreach (var text in File.ReadLines(file.FullName))
        {
            line++;
            var content = text.AsSpan().TrimStart(" -?:\t");
            // Each sign before the content of a line, and each deeper line, may be a level; each open bracket is one.
            var signs = text.AsSpan(0, text.Length - content.Length);
            var marks = signs.Count('-') + signs.Count('?') + signs.Count(':');
            if (content.IsEmpty && marks <= Deepest)
                continue;
            var indent = signs.Length;
            while (indents.TryPeek(out var last) && last >= indent)
            {
                indents.Pop();
            }

            indents.Push(indent);
            foreach (var c in content)
            {
                flow = Math.Max(0, flow + (c is '[' or '{' ? 1 : c is ']' or '}' ? -1 : 0));
                if (flow > Deepest)
                    break;
            }

            if (flow > Deepest || marks > Deepest || indents.Count > Deepest)
                throw new InputException(
                    $"{file.FullName}, line {line}: nests deeper than {Deepest} levels; expected names of options with values or lists "
                    + $"of values");
        }
    }
}
