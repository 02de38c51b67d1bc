
(function () {
  'use strict';
  // Without script the page is whole; from here on it can be searched, sorted and filtered. Nothing is fetched, nothing is kept.
  var root = document.documentElement;
  root.classList.add('js');
  var tag = root.dataset.culture;
  var numbers, collator;
  try {
    numbers = new Intl.NumberFormat(tag);
    collator = new Intl.Collator(tag, { numeric: true, sensitivity: 'base' });
  } catch (unknown) {
    numbers = new Intl.NumberFormat('en');
    collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  }

  function plain(text) {
    return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  }

  function RowTable(section) {
    var table = this;
    table.section = section;
    // A table of changes has a second body: the rows of the period before, for the figures that count them.
    var bodies = Array.from(section.querySelectorAll('tbody'));
    table.sets = bodies.map(function (body) { return Array.from(body.rows); });
    table.body = bodies.shift();
    bodies.forEach(function (body) { body.remove(); });
    table.rows = table.sets[0];
    table.found = table.rows;
    table.filters = new Map();
    table.search = section.querySelector('input');
    table.chips = section.querySelector('.chips');
    table.shown = section.querySelector('.shown');
    table.more = section.querySelector('.more');
    table.limit = 100;
    table.texts = null;
    table.isBefore = false;
    section.querySelector('.tools').hidden = false;

    table.search.addEventListener('input', function () { table.limit = 100; table.find(); });
    table.more.firstElementChild.addEventListener('click', function () { table.limit += 100; table.show(); });
    table.more.lastElementChild.addEventListener('click', function () { table.limit = Infinity; table.show(); });
    section.querySelectorAll('th[data-s]').forEach(function (heading, column) {
      var button = document.createElement('button');
      button.type = 'button';
      button.textContent = heading.textContent;
      button.addEventListener('click', function () { table.sort(heading, column); });
      heading.replaceChildren(button);
    });
    table.show();
    // Until here no row was laid out: ten thousand would take a browser a second that nobody needs.
    section.classList.add('ready');
  }

  // What a row says, in one line: what is shown, and its dates as ISO too.
  RowTable.prototype.text = function (row) {
    var text = row.textContent;
    row.querySelectorAll('time').forEach(function (time) { text += ' ' + time.dateTime; });
    return plain(text);
  };

  RowTable.prototype.find = function () {
    var words = plain(this.search.value).split(/\s+/).filter(Boolean);
    var filters = Array.from(this.filters.values());
    var marks = filters.flatMap(function (filter) { return filter.marks; });
    this.isBefore = filters.some(function (filter) { return filter.isBefore; });
    this.section.classList.toggle('before', this.isBefore);
    this.rows = this.sets[this.isBefore ? 1 : 0];
    if (words.length && !this.texts) {
      this.texts = new Map(this.sets.flat().map(function (row) { return [row, this.text(row)]; }, this));
    }
    this.found = this.rows.filter(function (row) {
      var own = row.dataset.m.split(' ');
      return marks.every(function (mark) { return own.indexOf(mark) >= 0; }) &&
        words.every(function (word) { return this.texts.get(row).indexOf(word) >= 0; }, this);
    }, this);
    this.show();
  };

  RowTable.prototype.show = function () {
    var part = this.found.slice(0, this.limit);
    var fragment = document.createDocumentFragment();
    part.forEach(function (row) {
      // The tooltip of a date is its ISO form, so that nobody takes a month for a day.
      row.querySelectorAll('time:not([title])').forEach(function (time) { time.title = time.dateTime; });
      fragment.appendChild(row);
    });
    this.body.replaceChildren(fragment);
    var all = this.rows.length;
    var text = (this.found.length === all ? '' : numbers.format(this.found.length) + ' of ') + numbers.format(all) + (all === 1 ? ' row' : ' rows') + (this.isBefore ? ' of the period before' : '');
    if (part.length < this.found.length) { text += ', the first ' + numbers.format(part.length) + ' shown'; }
    this.shown.textContent = text;
    this.more.hidden = part.length === this.found.length;
  };

  function keyOf(kind, column) {
    if (kind === 'date') {
      return function (row) { var time = row.cells[column].querySelector('time'); return time ? time.dateTime : ''; };
    }
    if (kind === 'number') {
      return function (row) { var value = row.cells[column].dataset.v; return value ? Number(value) : ''; };
    }
    if (kind === 'text') {
      return function (row) { return row.cells[column].textContent; };
    }
    // By the order of what the mark stands for: the stages' own.
    return function (row) { var mark = row.dataset.m.match(new RegExp('\\b' + kind + '(\\d+)')); return mark ? Number(mark[1]) : ''; };
  }

  RowTable.prototype.sort = function (heading, column) {
    var descending = heading.getAttribute('aria-sort') === 'ascending';
    this.section.querySelectorAll('th').forEach(function (other) { other.removeAttribute('aria-sort'); });
    heading.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
    var key = keyOf(heading.dataset.s, column);
    var compare = heading.dataset.s === 'text' ? collator.compare : function (a, b) { return a < b ? -1 : a > b ? 1 : 0; };
    var keys = new Map(this.sets.flat().map(function (row) { return [row, key(row)]; }));
    this.sets.forEach(function (rows) {
      rows.sort(function (a, b) {
        var left = keys.get(a), right = keys.get(b);
        // What is empty comes last, whichever way.
        if (left === '' || right === '') { return left === right ? 0 : left === '' ? 1 : -1; }
        return descending ? compare(right, left) : compare(left, right);
      });
    });
    this.find();
  };

  // Two figures may show the same rows: a chart has a broad and a slim form, and a number may stand twice on the page.
  function isOf(figure, filter) { return figure.dataset.g === filter.group && figure.dataset.f === filter.all; }

  RowTable.prototype.toggle = function (button) {
    var group = button.dataset.g;
    var now = this.filters.get(group);
    if (now && isOf(button, now)) {
      this.filters.delete(group);
    } else {
      this.filters.set(group, {
        button: button, group: group, all: button.dataset.f, label: button.dataset.n, isBefore: 'p' in button.dataset,
        // One without marks shows every row.
        marks: button.dataset.f.split(' ').filter(Boolean)
      });
    }
    this.limit = 100;
    this.mark();
    this.find();
  };

  // Which figures filter, on the figures themselves and beside the search.
  RowTable.prototype.mark = function () {
    var table = this;
    var name = table.section.dataset.table;
    document.querySelectorAll('[data-f][data-t="' + name + '"]').forEach(function (button) {
      var now = table.filters.get(button.dataset.g);
      button.setAttribute('aria-pressed', String(Boolean(now && isOf(button, now))));
    });
    table.chips.replaceChildren.apply(table.chips, Array.from(table.filters.values()).map(function (filter) {
      var chip = document.createElement('button');
      chip.type = 'button';
      chip.textContent = filter.label + ' \u00d7';
      chip.setAttribute('aria-label', 'Remove the filter ' + filter.label);
      chip.addEventListener('click', function () { table.toggle(filter.button); table.search.focus(); });
      return chip;
    }));
  };

  // A part of a chart is no button of the browser's: what a keyboard and a screen reader need of one is given to it.
  function actAsButton(part) {
    part.setAttribute('role', 'button');
    part.setAttribute('tabindex', '0');
    part.setAttribute('aria-label', part.textContent);
    part.addEventListener('keydown', function (key) {
      if (key.key !== 'Enter' && key.key !== ' ') { return; }
      key.preventDefault();
      part.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    });
  }

  document.addEventListener('DOMContentLoaded', function () {
    var tables = {};
    document.querySelectorAll('[data-table]').forEach(function (section) {
      tables[section.dataset.table] = new RowTable(section);
    });
    document.querySelectorAll('[data-f]').forEach(function (button) {
      if (button.localName !== 'button') { actAsButton(button); }
      // A number alone does not say what it shows.
      else if (!button.closest('th, .legend')) { button.title = button.dataset.n; }
      button.setAttribute('aria-pressed', 'false');
      button.addEventListener('click', function () {
        var table = tables[button.dataset.t];
        table.toggle(button);
        if (table.filters.size) {
          var still = matchMedia('(prefers-reduced-motion: reduce)').matches;
          table.section.scrollIntoView({ behavior: still ? 'auto' : 'smooth' });
        }
      });
    });
  });
}());
