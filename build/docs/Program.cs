using Counterpoise.Site;

if (args is not [var folder] || !Directory.Exists(folder))
{
    Console.Error.WriteLine("usage: Counterpoise.Site FOLDER, the folder of a built site");
    return 2;
}

var (pages, links, faults) = SiteLinks.Check(folder);
foreach (var fault in faults)
{
    Console.Error.WriteLine(fault);
}

var bytes = new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);
Console.WriteLine($"{pages} pages, {links} links within the site, {faults.Count} broken or foreign, {bytes / 1e6:F0} MB");
return pages > 0 && faults.Count == 0 ? 0 : 1;
